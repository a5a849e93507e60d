export type { Box, Photo } from './photo';
export type * from './protect-types';
export type { ModelIndex, ModelFile } from './models/model-index';
export type { EngineModels } from './models/load-engine-models';
export { EngineError } from './engine-error';
export { loadEngineModels } from './models/load-engine-models';
export { protectPhoto } from './protect-photo';
