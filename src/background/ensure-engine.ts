import { deferred } from '../shared/deferred';
import { errorOf } from '../shared/error-of';
import { UnnoticedError } from '../shared/errors';
import type { EngineReady } from '../shared/messages';

const PROBE_TEXT = 'unnoticed';
const START_TIMEOUT_MS = 15_000;

/** What the engine host's lifecycle needs from the browser. */
export interface EngineHostDoor {
  exists(): Promise<boolean>;
  create(): Promise<void>;
  /** Sends the probe to the host; rejects with `no-receiver` while nobody listens there. */
  askReady(probe: Blob): Promise<EngineReady>;
}

/**
 * Makes sure that the engine host exists and answers. Calls that overlap share one attempt. Holds
 * no other state: whether there is a host is asked anew each time, so that a background that was
 * stopped and woken up again knows as much as before.
 */
export class EngineStarter {
  readonly #door: EngineHostDoor;
  readonly #startTimeoutMs: number;
  #inFlight: Promise<EngineReady> | undefined;
  #announced = deferred<undefined>();

  constructor(door: EngineHostDoor, startTimeoutMs = START_TIMEOUT_MS) {
    this.#door = door;
    this.#startTimeoutMs = startTimeoutMs;
  }

  /** The host's announcement that its listeners are up. */
  announce(): void {
    this.#announced.resolve(undefined);
  }

  ensure(): Promise<EngineReady> {
    this.#inFlight ??= this.#start().finally(() => {
      this.#inFlight = undefined;
    });
    return this.#inFlight;
  }

  async #start(): Promise<EngineReady> {
    this.#announced = deferred();
    try {
      if (!(await this.#door.exists())) await this.#door.create();
      return await this.#handshake();
    } catch (error) {
      throw errorOf(error, 'engine-start');
    }
  }

  async #handshake(): Promise<EngineReady> {
    try {
      return await this.#probe();
    } catch (error) {
      if (errorOf(error).code !== 'no-receiver') throw error;
    }
    // Either the document is still loading, or it was closing as idle and is gone by now.
    if (!(await this.#door.exists())) await this.#door.create();
    await this.#announcement();
    return await this.#probe();
  }

  async #probe(): Promise<EngineReady> {
    const probe = new Blob([PROBE_TEXT]);
    const ready = await this.#door.askReady(probe);
    if (ready.probeBytes === probe.size) return ready;
    throw new UnnoticedError(
      'no-structured-clone',
      'This browser does not carry files in messages',
    );
  }

  async #announcement(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new UnnoticedError('engine-start', 'The engine host did not start'));
      }, this.#startTimeoutMs);
    });
    try {
      await Promise.race([this.#announced.promise, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }
}
