import { loadEngineModels } from '../../engine';
import type { EngineModels } from '../../engine';
import { createCodecs } from '../codecs';
import type { Codecs } from '../codecs';
import type { BackendWish } from '../worker-protocol';
import { pinnedReader } from '../weights';
import { chooseBackend } from './choose-backend';
import type { RunningBackend } from './choose-backend';

/** Everything that is loaded once and serves every job of this worker. */
export interface Session {
  readonly backend: RunningBackend;
  /** Each codec is read at its first use. */
  readonly codecs: Codecs;
  /** Loaded on first use and shared from then on. */
  models(): Promise<EngineModels>;
}

/** Starts the backend. Files are read from the package; the policy allows no other place. */
export async function openSession(wish: BackendWish): Promise<Session> {
  const backend = await chooseBackend(wish, packaged('tfjs/'));
  let models: Promise<EngineModels> | undefined;
  return {
    backend,
    codecs: createCodecs((file) => fetchFile(packaged(`codecs/${file}`))),
    models: () => (models ??= loadModels()),
  };
}

async function loadModels(): Promise<EngineModels> {
  const response = await fetch(packaged('models/index.json'));
  const index = (await response.json()) as Parameters<typeof loadEngineModels>[0];
  const read = pinnedReader(index, (path) => fetchFile(packaged(`models/${path}`)));
  return await loadEngineModels(index, read);
}

async function fetchFile(url: string): Promise<ArrayBuffer> {
  return await (await fetch(url)).arrayBuffer();
}

/** The address of a packaged file; the worker's bundle lies in offscreen/, one folder down. */
function packaged(path: string): string {
  return new URL(`../${path}`, import.meta.url).href;
}
