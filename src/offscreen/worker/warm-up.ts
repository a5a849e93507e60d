import type { EngineModels } from '../../engine';
import type { Warmed } from '../worker-protocol';
import { Checkpoint } from './checkpoint';
import type { Session } from './session';

/** Runs the networks of these models; gives the seconds of one step (run-networks.ts). */
type RunNetworks = (models: EngineModels, pass: () => Promise<void>) => Promise<number>;

/**
 * Makes a worker ready before its first job: once, and out of the way of any order. Whatever goes
 * wrong is not told here: the next order meets the same and says so.
 */
export class WarmUp {
  readonly #session: Promise<Session>;
  readonly #runNetworks: RunNetworks;
  #checkpoint: Checkpoint | undefined;
  /** The networks run; an order waits for that, for the backend has one thread and one memory. */
  #running: Promise<unknown> | undefined;
  #isWarm = false;

  constructor(session: Promise<Session>, runNetworks: RunNetworks) {
    this.#session = session;
    this.#runNetworks = runNetworks;
  }

  /** What was measured; undefined where there was nothing to do, or an order came. */
  async run(): Promise<Warmed | undefined> {
    if (this.#isWarm || this.#checkpoint !== undefined) return undefined;
    const checkpoint = new Checkpoint(() => undefined);
    this.#checkpoint = checkpoint;
    try {
      const session = await this.#session;
      const { backend } = session;
      const models = await session.models();
      checkpoint.refuseIfCancelled();
      const running = this.#runNetworks(models, () => checkpoint.pass());
      // Of a lost backend nothing ever comes, and an order would wait for it.
      this.#running = Promise.race([running, backend.loss]).catch(() => undefined);
      const stepSeconds = await this.#running;
      if (typeof stepSeconds !== 'number') return undefined;
      this.#isWarm = true;
      return { type: 'warmed', backend: backend.name, stepSeconds };
    } catch {
      return undefined;
    } finally {
      this.#checkpoint = undefined;
      this.#running = undefined;
      checkpoint.close();
    }
  }

  /**
   * An order has come. It waits no longer than for the network that runs at the moment; what loads
   * goes on loading, for the order as well. `warms`: the order runs all networks by itself.
   */
  async giveWay(warms: boolean): Promise<void> {
    this.#isWarm ||= warms;
    this.#checkpoint?.cancel();
    await this.#running;
  }
}
