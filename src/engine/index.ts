export type * from './protect-types';
export type { AskElsewhere, PairAnswer, PairQuestion } from './attack/pair-question';
export type { EngineModels, ReadModelFile } from './models/load-engine-models';
export type { ModelIndex } from './models/model-index';
export type { Recogniser } from './recognise/recogniser';
export { answerPairQuestion } from './attack/pair-question';
export { EngineError } from './engine-error';
export { loadEngineModels, loadRecogniser } from './models/load-engine-models';
export { protectPhoto } from './protect-photo';
