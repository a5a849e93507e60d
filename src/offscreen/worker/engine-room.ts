import { EngineError } from '../../engine';
import { errorOf } from '../../shared/error-of';
import { UnnoticedError } from '../../shared/errors';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { MOST_FILE_BYTES } from '../codecs';
import type {
  EngineOrder,
  EnrolEnd,
  JobListener,
  LookEnd,
  LookWish,
  RunEnd,
  Warmed,
} from '../worker-protocol';
import { isBackendLoss } from './backend-loss';
import type { RunningBackend } from './choose-backend';
import { Checkpoint } from './checkpoint';
import { PhaseClock } from './phase-clock';
import { protectFile } from './protect-file';
import { requiredPlatforms } from './required-platforms';
import { enrolFile } from './enrol-file';
import { lookAtFile } from './look-at-file';
import { codeOf, failureReport, reportOf } from './report-of';
import type { Measured } from './report-of';
import { runNetworks } from './run-networks';
import type { Session } from './session';
import { ToldProgress } from './told-progress';
import { WarmUp } from './warm-up';

/** Runs one order at a time on a session, and never throws: every end is a message. */
export class EngineRoom {
  readonly #session: Promise<Session>;
  readonly #warmUp: WarmUp;
  #checkpoint: Checkpoint | undefined;

  constructor(session: Promise<Session>) {
    this.#session = session;
    this.#warmUp = new WarmUp(session, runNetworks);
    // A session that cannot start is told to the first order that asks for it.
    session.catch(() => undefined);
  }

  cancel(): void {
    this.#checkpoint?.cancel();
  }

  /** Makes ready for an order that may come; undefined where that came to no end. */
  warm(): Promise<Warmed | undefined> {
    return this.#warmUp.run();
  }

  async run(file: Blob, order: EngineOrder, { onProgress, onPhase }: JobListener): Promise<RunEnd> {
    const nowMs = (): number => performance.now();
    const clock = new PhaseClock(nowMs, (phase) => {
      onPhase(phase ?? null);
    });
    const progress = new ToldProgress(onProgress, nowMs);
    const checkpoint = new Checkpoint(() => {
      progress.repeat();
    });
    this.#checkpoint = checkpoint;
    let session: Session | undefined;
    const { mode = DEFAULT_SETTINGS.mode, unlinkable = false } = order;
    const measured = (): Measured => ({
      mode,
      strength: order.strength ?? DEFAULT_SETTINGS.strength,
      ...(unlinkable && mode === 'nontargeted' && { unlinkable }),
      platforms: requiredPlatforms(order),
      backend: session?.backend.name ?? null,
      seconds: clock.read(),
      bytesIn: file.size,
    });
    try {
      await this.#warmUp.giveWay(true);
      session = await this.#session;
      const original = await readWhole(file);
      const tools = { checkpoint, clock, progress };
      const { result, formats, bytes } = await Promise.race([
        protectFile(original, order, session, tools),
        session.backend.loss,
      ]);
      // What a lost backend computed may look like a result; it is none.
      if (session.backend.isLost()) throw new Error('Lost while it computed');
      const report = reportOf(result, { ...measured(), formats }, bytes?.byteLength ?? null);
      if (bytes !== undefined) return { type: 'done', bytes: ownBuffer(bytes), report };
      const code = result.code === undefined ? 'internal' : codeOf(result.code);
      return { type: 'failed', code, message: 'A face could not be protected', report };
    } catch (thrown) {
      const failure = failureOf(thrown, session?.backend);
      if (failure.type === 'backend-lost') return failure;
      return { ...failure, report: failureReport(failure.code, measured()) };
    } finally {
      this.#checkpoint = undefined;
      checkpoint.close();
    }
  }

  /** Looks for the face of a target. */
  enrol(file: Blob, face: number | null): Promise<EnrolEnd> {
    return this.#do(file, async (original, session) => ({
      type: 'enrolled',
      found: await enrolFile(original, face, session),
    }));
  }

  /** Makes a picture of a photo or of a map of it. */
  look(file: Blob, wish: LookWish): Promise<LookEnd> {
    return this.#do(file, async (original, session) => ({
      type: 'looked',
      look: await lookAtFile(original, wish, session),
    }));
  }

  /** Work on a file that is soon over, and that nobody cancels. */
  async #do<E>(
    file: Blob,
    work: (original: Uint8Array, session: Session) => Promise<E>,
  ): Promise<E | Failure> {
    let session: Session | undefined;
    try {
      await this.#warmUp.giveWay(false);
      session = await this.#session;
      const end = await Promise.race([work(await readWhole(file), session), session.backend.loss]);
      if (session.backend.isLost()) throw new Error('Lost while it computed');
      return end;
    } catch (thrown) {
      return failureOf(thrown, session?.backend);
    }
  }
}

/** All bytes of a file of sane size. */
async function readWhole(file: Blob): Promise<Uint8Array> {
  if (file.size > MOST_FILE_BYTES) throw new UnnoticedError('too-large', 'The file is too large');
  return new Uint8Array(await file.arrayBuffer());
}

type Failure = Exclude<EnrolEnd, { type: 'enrolled' }>;

/** Why there is no result. Without a backend nothing has started yet. */
function failureOf(thrown: unknown, backend: RunningBackend | undefined): Failure {
  const error = ours(thrown);
  const { code, message } = errorOf(error, backend === undefined ? 'engine-start' : 'internal');
  if (backend !== undefined && isBackendLoss(error, backend)) {
    return { type: 'backend-lost', backend: backend.name, message };
  }
  // A mistake of ours: the stack is for whoever looks for it, the code for everybody else.
  if (code === 'internal') console.error(thrown);
  return { type: 'failed', code, message };
}

/** The engine's errors with a code that the other rooms know; all others as they are. */
function ours(thrown: unknown): unknown {
  if (!(thrown instanceof EngineError)) return thrown;
  return new UnnoticedError(codeOf(thrown.code), thrown.message, { cause: thrown });
}

/** Bytes in a buffer of their own, so that transferring it takes nothing else along. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isOwn = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return isOwn ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
}
