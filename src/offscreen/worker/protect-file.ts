import { protectPhoto } from '../../engine';
import type {
  FaceReport,
  ProtectHost,
  ProtectOptions,
  ProtectResult,
} from '../../engine/protect-types';
import { UnnoticedError } from '../../shared/errors';
import type { PlatformId } from '../../shared/platforms';
import type { Formats } from '../../shared/report';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { decodeFile, encodeLike, fitToSource, platformPasses, stripMetadata } from '../codecs';
import type { DecodedFile } from '../codecs/file-format';
import type { EngineOrder } from '../worker-protocol';
import type { Checkpoint } from './checkpoint';
import type { PhaseClock } from './phase-clock';
import { protectOptions } from './protect-options';
import { requiredPlatforms } from './required-platforms';
import { resolveTarget } from './resolve-target';
import type { Session } from './session';
import type { ToldProgress } from './told-progress';

/** What accompanies one job through the engine. */
export interface JobTools {
  readonly checkpoint: Checkpoint;
  readonly clock: PhaseClock;
  readonly progress: ToldProgress;
}

export interface ProtectedFile {
  readonly result: ProtectResult;
  readonly formats: Formats;
  /** What is handed over; absent exactly when the photo could not be protected. */
  readonly bytes?: Uint8Array;
}

/** Decodes, protects and encodes one file. */
export async function protectFile(
  original: Uint8Array,
  order: EngineOrder,
  session: Session,
  { checkpoint, clock, progress }: JobTools,
): Promise<ProtectedFile> {
  const { codecs } = session;
  clock.enter('decode');
  const { asStill = false, metadata = DEFAULT_SETTINGS.metadata } = order;
  const decoded = await decodeFile(original, codecs, { asStill, metadata });
  const { photo } = decoded;
  clock.enter(undefined);
  progress.tell({ kind: 'decoded', width: photo.width, height: photo.height });
  await checkpoint.pass();
  const options = await withTarget(order, session);
  const models = await session.models();
  await checkpoint.pass();
  const required = requiredPlatforms(order);
  let fitting: Promise<DecodedFile> | undefined;
  /** Of a photo that passes as it is nothing is encoded, and nothing fitted. */
  const fitted = (): Promise<DecodedFile> =>
    (fitting ??= fitToSource(decoded, original.length, codecs));
  const host: ProtectHost = {
    // A pause before each: a codec lets nothing in or out while it works.
    encode: async (changed) => {
      await checkpoint.pass();
      return encodeLike(changed, await fitted(), codecs);
    },
    decode: async (bytes) => {
      await checkpoint.pass();
      return (await decodeFile(bytes, codecs)).photo;
    },
    platforms: platformPasses(required, photo, session.passOn).map(({ ids, pass }) => ({
      ids,
      pass: async (changed) => {
        await checkpoint.pass();
        return pass(changed);
      },
    })),
    checkpoint: () => checkpoint.pass(),
    progress: (now) => {
      progress.tell(now);
    },
    enter: (phase) => {
      clock.enter(phase);
    },
  };
  const result = await protectPhoto(photo, models, options, host);
  await checkpoint.pass();
  const unchanged = async (): Promise<Uint8Array> => {
    const { source, passes } = decoded;
    return passes && source.format !== 'avif'
      ? stripMetadata(original, source.format, metadata)
      : encodeLike(photo, await fitted(), codecs);
  };
  const bytes = await delivered(result, required, unchanged);
  const formats = { in: decoded.container, out: decoded.source.format };
  return bytes === undefined ? { result, formats } : { result, formats, bytes };
}

async function withTarget(order: EngineOrder, session: Session): Promise<ProtectOptions> {
  const options = protectOptions(order);
  if (options.mode === 'nontargeted') return options;
  return { ...options, target: await resolveTarget(order.towards, order.seed, session) };
}

/** Fails closed: bytes leave only for a photo without a face or with every face protected. */
async function delivered(
  { outcome, faces, bytes }: ProtectResult,
  required: readonly PlatformId[],
  unchanged: () => Promise<Uint8Array>,
): Promise<Uint8Array | undefined> {
  if (outcome === 'failed') return undefined;
  if (outcome === 'no-face' && faces.length === 0) return await unchanged();
  const all = faces.every((face) => face.protected && holdsAfter(face, required));
  if (outcome === 'protected' && all && bytes !== undefined) return bytes;
  throw new UnnoticedError('internal', `The engine's result contradicts itself (${outcome})`);
}

/** What was not looked at does not hold. */
function holdsAfter({ recognisers }: FaceReport, required: readonly PlatformId[]): boolean {
  return recognisers.every(({ platforms = {}, threshold }) =>
    required.every((id) => (platforms[id] ?? Infinity) < threshold),
  );
}
