import { loadEngineModels, runHere } from '../../engine';
import type { EngineModels } from '../../engine';
import { createCodecs, passOn } from '../codecs';
import type { Codecs, PassOn } from '../codecs';
import { fetchPackaged, openModels, packaged } from '../packaged-files';
import type { PackagedModels } from '../packaged-files';
import type { BackendWish } from '../worker-protocol';
import { chooseBackend } from './choose-backend';
import type { RunningBackend } from './choose-backend';
import { networksIn, passOnIn } from './helped';
import { HelperPool } from './helper-pool';

/** Everything that is loaded once and serves every job of this worker. */
export interface Session {
  readonly backend: RunningBackend;
  /** Each codec is read at its first use. */
  readonly codecs: Codecs;
  /** What platforms do to a picture. */
  readonly passOn: PassOn;
  /** Loaded on first use and shared from then on. */
  models(): Promise<EngineModels>;
  /** By recogniser: sha256 of its weights, which says what an embedding is worth. */
  weights(): Promise<ReadonlyMap<string, string>>;
}

/** Starts the backend. */
export async function openSession(wish: BackendWish): Promise<Session> {
  const backend = await chooseBackend(wish, packaged('tfjs/'));
  const codecs = createCodecs((file) => fetchPackaged(`codecs/${file}`));
  const passOnHere: PassOn = (picture, does) => passOn(picture, does, codecs);
  const pool = openPool(backend);
  let files: Promise<PackagedModels> | undefined;
  let models: Promise<EngineModels> | undefined;
  const open = () => (files ??= openModels());
  return {
    backend,
    codecs,
    passOn: pool ? passOnIn(pool, passOnHere) : passOnHere,
    models: () => (models ??= open().then((packagedModels) => loadModels(packagedModels, pool))),
    weights: async () => weightsOf(await open()),
  };
}

/** More of them were not tried, and each takes memory for networks and codecs of its own. */
const MOST_HELPERS = 8;

/** A helper for each core. A graphics processor is one for all, and one core has nothing to share. */
function openPool({ name }: RunningBackend): HelperPool | undefined {
  const cores = Math.min(MOST_HELPERS, navigator.hardwareConcurrency);
  return name === 'wasm' && cores > 1 ? new HelperPool(cores) : undefined;
}

async function loadModels(
  { index, read }: PackagedModels,
  pool: HelperPool | undefined,
): Promise<EngineModels> {
  const models = await loadEngineModels(index, read);
  return pool ? { ...models, elsewhere: networksIn(pool, runHere(models)) } : models;
}

function weightsOf({ index }: PackagedModels): ReadonlyMap<string, string> {
  return new Map(
    index.models
      .filter(({ role }) => role === 'recogniser')
      .map(({ id, files }) => [id, files.map(({ sha256 }) => sha256).join(' ')] as const),
  );
}
