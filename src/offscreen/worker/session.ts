import { loadEngineModels } from '../../engine';
import type { EngineModels } from '../../engine';
import { createCodecs } from '../codecs';
import type { Codecs } from '../codecs';
import { fetchPackaged, openModels, packaged } from '../packaged-files';
import type { PackagedModels } from '../packaged-files';
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
  /** By recogniser: sha256 of its weights, which says what an embedding is worth. */
  weights(): Promise<ReadonlyMap<string, string>>;
}

/** Starts the backend. */
export async function openSession(wish: BackendWish): Promise<Session> {
  const backend = await chooseBackend(wish, packaged('tfjs/'));
  let files: Promise<PackagedModels> | undefined;
  let models: Promise<EngineModels> | undefined;
  const open = () => (files ??= openModels());
  return {
    backend,
    codecs: createCodecs((file) => fetchPackaged(`codecs/${file}`)),
    models: () => (models ??= open().then((packagedModels) => loadModels(packagedModels, backend))),
    weights: async () => weightsOf(await open()),
  };
}

async function loadModels(
  { index, read }: PackagedModels,
  { name }: RunningBackend,
): Promise<EngineModels> {
  const models = await loadEngineModels(index, read);
  // A graphics processor is one for all; processors' cores are not.
  return name === 'wasm'
    ? { ...models, elsewhere: spreadRecognisers(models, navigator.hardwareConcurrency) }
    : models;
}

function weightsOf({ index }: PackagedModels): ReadonlyMap<string, string> {
  return new Map(
    index.models
      .filter(({ role }) => role === 'recogniser')
      .map(({ id, files }) => [id, files.map(({ sha256 }) => sha256).join(' ')] as const),
  );
}
