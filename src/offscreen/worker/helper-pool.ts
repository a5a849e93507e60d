import { deferred } from '../../shared/deferred';
import type { Deferred } from '../../shared/deferred';
import type { FromHelper, HelperTask, HelperWork, ToHelper } from '../helper-protocol';
import { watchForDeath } from '../life-lock';
import { packaged } from '../packaged-files';

type Result = HelperWork[keyof HelperWork]['result'];

interface Waiting {
  readonly task: HelperTask;
  readonly transfer: readonly Transferable[];
  readonly result: Deferred<Result>;
}

interface Helper {
  readonly say: (message: ToHelper, transfer?: readonly Transferable[]) => void;
  /** What it is at. */
  at: Waiting | undefined;
}

/**
 * Workers with the networks and the codecs, each with a wasm instance and a core of its own: tasks
 * go to whichever is free, in the order in which they were given (docs/decisions/0015). A helper that
 * fails or dies is gone; what it was at is rejected, as all is once there is none.
 */
export class HelperPool {
  readonly #waiting: Waiting[] = [];
  #helpers: Helper[];

  constructor(count: number, startWorker: () => Worker = startHelper) {
    this.#helpers = Array.from({ length: count }, () => this.#open(startWorker()));
  }

  /** Helpers that are left. */
  get size(): number {
    return this.#helpers.length;
  }

  do<Kind extends keyof HelperWork>(
    kind: Kind,
    given: HelperWork[Kind]['given'],
    transfer: readonly Transferable[] = [],
  ): Promise<HelperWork[Kind]['result']> {
    const result = deferred<Result>();
    // A task is its kind and what is given for it.
    this.#waiting.push({ task: { kind, ...given } as HelperTask, transfer, result });
    this.#serve();
    return result.promise;
  }

  #open(worker: Worker): Helper {
    const lock = `helper-${crypto.randomUUID()}`;
    const watch = new AbortController();
    const helper: Helper = {
      say: (message, transfer = []) => {
        worker.postMessage(message, [...transfer]);
      },
      at: undefined,
    };
    const lose = (message: string): void => {
      watch.abort();
      worker.terminate();
      this.#helpers = this.#helpers.filter((other) => other !== helper);
      helper.at?.result.reject(new Error(message));
      helper.at = undefined;
      this.#serve();
    };
    worker.addEventListener('message', ({ data }: MessageEvent<FromHelper>) => {
      if (data.type === 'did') {
        helper.at?.result.resolve(data.result);
        helper.at = undefined;
        this.#serve();
      } else if (data.type === 'failed') lose(data.message);
      else watchForDeath(lock, watch.signal, () => lose('The helper stopped by itself'));
    });
    worker.addEventListener('error', (event) => {
      lose(event.message || 'The helper could not start');
    });
    helper.say({ type: 'start', lock });
    return helper;
  }

  #serve(): void {
    if (this.#helpers.length === 0) {
      for (const { result } of this.#waiting.splice(0)) result.reject(new Error('No helper left'));
      return;
    }
    for (const helper of this.#helpers) {
      if (helper.at !== undefined) continue;
      const next = this.#waiting.shift();
      if (next === undefined) return;
      helper.at = next;
      helper.say({ type: 'do', task: next.task }, next.transfer);
    }
  }
}

function startHelper(): Worker {
  return new Worker(packaged('offscreen/helper.js'), { type: 'module' });
}
