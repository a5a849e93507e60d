import { readFile } from 'node:fs/promises';
import type { ModelIndex } from '../../src/engine/models/model-index';
import { pythonWithTorch, Twin, twinNetworksOf } from '../support/twin';

const THREADS = 2;
/** Of each recogniser; a job of a thousand would be timed longer than it takes. */
const MOST_TIMED = 40;

/** Times gradients of our recognisers in PyTorch. */
export class TorchClock {
  readonly #twin: Twin;
  readonly #ids: readonly string[];

  private constructor(twin: Twin, ids: readonly string[]) {
    this.#twin = twin;
    this.#ids = ids;
  }

  /** Undefined where there is no PyTorch. The first gradients, which are slower, are over then. */
  static async open(): Promise<TorchClock | undefined> {
    const python = await pythonWithTorch();
    if (python === undefined) return undefined;
    const index = JSON.parse(await readFile('models/index.json', 'utf8')) as ModelIndex;
    const networks = twinNetworksOf(index);
    const clock = new TorchClock(
      new Twin(python, THREADS, networks),
      networks.map(({ id }) => id),
    );
    await clock.seconds(networks.length);
    return clock;
  }

  /** Seconds of so many gradients, of all recognisers in turn; of many, the first are timed. */
  async seconds(gradients: number): Promise<number> {
    const timed = Math.min(gradients, MOST_TIMED * this.#ids.length);
    let ms = 0;
    for (let i = 0; i < timed; i++) {
      ms += await this.#twin.time('gradient', this.#ids[i % this.#ids.length]!, 1);
    }
    return timed === 0 ? 0 : ((ms / timed) * gradients) / 1000;
  }

  close(): void {
    this.#twin.close();
  }
}
