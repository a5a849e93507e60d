import { answerPairQuestion } from '../attack/pair-question';
import { runBlazeface } from '../detect/blazeface';
import { EngineError } from '../engine-error';
import { embedHere } from '../recognise/embed-face';
import type { Recogniser } from '../recognise/recogniser';
import type { EngineModels } from './load-engine-models';
import type { NetworkRunner } from './network-runner';

/** Runs them on the backend of this thread. Rejects with EngineError as the networks do. */
export function runHere({
  recognisers,
  detector,
}: Pick<EngineModels, 'recognisers' | 'detector'>): NetworkRunner {
  const called = (id: string): Recogniser => {
    const found = recognisers.find((one) => one.id === id);
    if (!found) throw new EngineError('bad-model', `No recogniser ${id}`);
    return found;
  };
  return {
    gradient: async (id, question) => answerPairQuestion(called(id), question),
    embed: async (id, faces) => embedHere(called(id), faces),
    detect: (tile, minimumScore) => runBlazeface(detector, tile, minimumScore),
  };
}

/** Other workers where there are some, else this thread. */
export function runnerOf(models: EngineModels): NetworkRunner {
  return models.elsewhere ?? runHere(models);
}
