import { boxShare } from '../../src/engine/detect/box-overlap';
import { protectPhoto } from '../../src/engine/protect-photo';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { FaceReport } from '../../src/engine/protect-types';
import type { Codecs } from '../../src/offscreen/codecs';
import { decodeFile, encodeLike, platformPasses } from '../../src/offscreen/codecs';
import type { DecodedFile } from '../../src/offscreen/codecs/file-format';
import { PLATFORM_IDS } from '../../src/shared/platforms';
import { attackByLever } from './attack-by-lever';
import { attackByPeer } from './attack-by-peer';
import type { KnownPhoto } from './people';
import { readNamed } from './photos';
import { seedOf } from './seed-of';
import type { Setting } from './settings';
import { DEFAULTS } from './settings';

/** Boxes of one face in two versions of a photo share at least this much of the smaller one. */
export const SAME_FACE = 0.4;

/** What an attack made of a photo. */
export interface Attacked {
  /** The file delivered last; the one that was measured where the verdict is good. */
  readonly bytes: Uint8Array;
  /** Whether the product would have delivered it, as far as the person's face is concerned. */
  readonly delivered: boolean;
  readonly code?: string;
  /** Gradient steps on the person's face; each takes one gradient of every attacked recogniser. */
  readonly steps: number;
}

/** One photo by one setting, encoded in its source's own format. */
export async function attackPhoto(
  subject: KnownPhoto,
  setting: Setting,
  engine: EngineModels,
  codecs: Codecs,
): Promise<Attacked> {
  const decoded = await readNamed(subject, codecs);
  const models = attackedModels(engine, setting.attacked);
  const seed = seedOf(subject.id);
  if (setting.peer) {
    const image = await attackByPeer(decoded.photo, subject.face, models, setting.peer, seed);
    const bytes = await encodeLike(image, decoded, codecs);
    return { bytes, delivered: true, steps: setting.peer.steps };
  }
  if (setting.lever) {
    const image = await attackByLever(decoded.photo, subject.face, models, setting.lever, seed);
    const bytes = await encodeLike(image, decoded, codecs);
    return { bytes, delivered: true, steps: setting.lever.gradients };
  }
  return protect(decoded, subject, models, setting, seed, codecs);
}

async function protect(
  decoded: DecodedFile,
  subject: KnownPhoto,
  models: EngineModels,
  setting: Setting,
  seed: number,
  codecs: Codecs,
): Promise<Attacked> {
  let last: Uint8Array | undefined;
  const result = await protectPhoto(
    decoded.photo,
    models,
    { ...DEFAULTS, ...setting.options, seed },
    {
      encode: async (candidate) => {
        const bytes = await encodeLike(candidate, decoded, codecs);
        // The photo as it was is encoded too, at the end, for the report to compare with.
        if (candidate !== decoded.photo) last = bytes;
        return bytes;
      },
      decode: async (bytes) => (await decodeFile(bytes, codecs)).photo,
      // As for a site that is not known.
      platforms: platformPasses(PLATFORM_IDS, decoded.photo, codecs),
      checkpoint: () => Promise.resolve(),
      progress: () => undefined,
      enter: () => undefined,
    },
  );
  const face = reportOf(result.faces, subject);
  const bytes = result.bytes ?? last;
  if (!face || !bytes) throw new Error(`${subject.id}: the engine does not find the face`);
  const { protected: delivered, code, steps } = face;
  return { bytes, delivered, ...(code === undefined ? {} : { code }), steps };
}

function reportOf(faces: readonly FaceReport[], { face }: KnownPhoto): FaceReport | undefined {
  const share = ({ box }: FaceReport): number => boxShare(box, face.box);
  const [best] = [...faces].sort((a, b) => share(b) - share(a));
  return best && share(best) >= SAME_FACE ? best : undefined;
}

/** Detection and landmarks are the same; attacked, and asked for the verdict, are only `ids`. */
function attackedModels(engine: EngineModels, ids: readonly string[] | undefined): EngineModels {
  if (!ids) return engine;
  const recognisers = engine.recognisers.filter(({ id }) => ids.includes(id));
  if (recognisers.length !== ids.length) throw new Error(`No such recognisers: ${ids.join(', ')}`);
  return { ...engine, recognisers };
}
