export type * from './protect-types';
export type { EngineModels } from './models/load-engine-models';
export { EngineError } from './engine-error';
export { loadEngineModels } from './models/load-engine-models';
export { protectPhoto } from './protect-photo';
