import { deferred } from '../shared/deferred';
import { errorOf } from '../shared/error-of';
import { UnnoticedError } from '../shared/errors';
import type { EngineReady } from '../shared/messages';
import { within } from '../shared/within';

const PROBE_TEXT = 'unnoticed';

/** What the engine host's lifecycle needs from the browser. */
export interface EngineHostDoor {
  exists(): Promise<boolean>;
  create(): Promise<void>;
  close(): Promise<void>;
  /** Sends the probe to the host; rejects with `no-receiver` while nobody listens there. */
  askReady(probe: Blob): Promise<EngineReady>;
  /** Tells the host the settings of the jobs that name none. */
  configure(): Promise<unknown>;
}

interface Patience {
  /** For a document to load and to announce itself. */
  readonly startMs: number;
  /** For an answer. The host's main thread is free while its worker works, so it answers at once. */
  readonly answerMs: number;
}

const PATIENCE: Patience = { startMs: 15_000, answerMs: 10_000 };

/**
 * Makes sure that the engine host exists, answers and knows the settings. Calls that overlap share
 * one attempt. Holds no other state: whether there is a host is asked anew each time, so that a
 * background that was stopped and woken up again knows as much as before.
 */
export class EngineStarter {
  readonly #door: EngineHostDoor;
  readonly #patience: Patience;
  #inFlight: Promise<EngineReady> | undefined;
  #announced = deferred<undefined>();

  constructor(door: EngineHostDoor, patience = PATIENCE) {
    this.#door = door;
    this.#patience = patience;
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
    try {
      return await this.#attempt();
    } catch (error) {
      if (errorOf(error).code !== 'timeout') throw errorOf(error, 'engine-start');
    }
    // It is there and does not answer: it hangs, or it is dead. A fresh one, once.
    try {
      await this.#door.close();
      return await this.#attempt();
    } catch (error) {
      const { code, message } = errorOf(error, 'engine-start');
      throw new UnnoticedError(code === 'timeout' ? 'engine-start' : code, message, {
        cause: error,
      });
    }
  }

  async #attempt(): Promise<EngineReady> {
    this.#announced = deferred();
    await this.#create();
    const ready = await this.#handshake();
    await within(this.#patience.answerMs, this.#door.configure());
    return ready;
  }

  async #create(): Promise<void> {
    if (await this.#door.exists()) return;
    await within(this.#patience.startMs, this.#door.create());
  }

  async #handshake(): Promise<EngineReady> {
    try {
      return await this.#probe();
    } catch (error) {
      if (errorOf(error).code !== 'no-receiver') throw error;
    }
    // Either the document is still loading, or it was closing as idle and is gone by now.
    await this.#create();
    await within(this.#patience.startMs, this.#announced.promise);
    return await this.#probe();
  }

  async #probe(): Promise<EngineReady> {
    const probe = new Blob([PROBE_TEXT]);
    const ready = await within(this.#patience.answerMs, this.#door.askReady(probe));
    if (ready.probeBytes === probe.size) return ready;
    throw new UnnoticedError(
      'no-structured-clone',
      'This browser does not carry files in messages',
    );
  }
}
