import type { AskElsewhere, EngineModels, PairAnswer } from '../../engine';
import { deferred } from '../../shared/deferred';
import type { Deferred } from '../../shared/deferred';
import { watchForDeath } from '../life-lock';
import { packaged } from '../packaged-files';
import type { FromRecogniser, ToRecogniser } from '../recogniser-protocol';

/**
 * Gives recognisers a worker and a wasm instance of their own, so that gradients of one step are
 * computed at the same time (docs/decisions/0015): the last one stays at home, the others go as far
 * as there are cores. Empty where there is one core or one recogniser.
 */
export function spreadRecognisers(
  { recognisers }: Pick<EngineModels, 'recognisers'>,
  cores: number,
  startWorker: () => Worker = startRecogniserWorker,
): ReadonlyMap<string, AskElsewhere> {
  const count = Math.max(0, Math.min(recognisers.length, cores) - 1);
  return new Map(
    recognisers.slice(0, count).map(({ id }) => [id, askWorker(startWorker(), id)] as const),
  );
}

/** A worker that fails once rejects from then on: whoever asks then computes at home. */
function askWorker(worker: Worker, recogniser: string): AskElsewhere {
  const waiting: Deferred<PairAnswer>[] = [];
  const lock = `recogniser-worker-${crypto.randomUUID()}`;
  const watch = new AbortController();
  let failure: string | undefined;
  const fail = (message: string): void => {
    failure = message;
    watch.abort();
    worker.terminate();
    for (const one of waiting.splice(0)) one.reject(new Error(message));
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromRecogniser>) => {
    if (data.type === 'answer') waiting.shift()?.resolve(data.answer);
    else if (data.type === 'failed') fail(data.message);
    else watchForDeath(lock, watch.signal, () => fail('The recogniser worker stopped by itself'));
  });
  worker.addEventListener('error', (event) => {
    fail(event.message || 'The recogniser worker could not start');
  });
  const say = (message: ToRecogniser): void => {
    worker.postMessage(message);
  };
  say({ type: 'start', recogniser, lock });
  return (question) => {
    if (failure !== undefined) return Promise.reject(new Error(failure));
    const answer = deferred<PairAnswer>();
    waiting.push(answer);
    say({ type: 'ask', question });
    return answer.promise;
  };
}

function startRecogniserWorker(): Worker {
  return new Worker(packaged('offscreen/recogniser.js'), { type: 'module' });
}
