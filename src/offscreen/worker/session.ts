import { loadEngineModels } from '../../engine';
import type { EngineModels } from '../../engine';
import { createCodecs } from '../codecs';
import type { Codecs } from '../codecs';
import { fetchPackaged, openModels, packaged } from '../packaged-files';
import type { BackendWish } from '../worker-protocol';
import { chooseBackend } from './choose-backend';
import type { RunningBackend } from './choose-backend';
import { spreadRecognisers } from './recogniser-workers';

/** Everything that is loaded once and serves every job of this worker. */
export interface Session {
  readonly backend: RunningBackend;
  /** Each codec is read at its first use. */
  readonly codecs: Codecs;
  /** Loaded on first use and shared from then on. */
  models(): Promise<EngineModels>;
}

/** Starts the backend. */
export async function openSession(wish: BackendWish): Promise<Session> {
  const backend = await chooseBackend(wish, packaged('tfjs/'));
  let models: Promise<EngineModels> | undefined;
  return {
    backend,
    codecs: createCodecs((file) => fetchPackaged(`codecs/${file}`)),
    models: () => (models ??= loadModels(backend)),
  };
}

async function loadModels({ name }: RunningBackend): Promise<EngineModels> {
  const { index, read } = await openModels();
  const models = await loadEngineModels(index, read);
  // A graphics processor is one for all; processors' cores are not.
  return name === 'wasm'
    ? { ...models, elsewhere: spreadRecognisers(models, navigator.hardwareConcurrency) }
    : models;
}
