import type { FivePoints } from '../../src/engine/align/five-points';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Box } from '../../src/engine/photo';
import type { Codecs } from '../../src/offscreen/codecs';
import type { Matcher } from './matcher';
import { embedPlain } from './matcher';
import type { Packed } from './packed';
import { pack } from './packed';
import type { NamedPhoto } from './photos';
import { readNamed } from './photos';

/** Faces that are looked at in a photo of several people, the largest first. */
const MOST_FACES = 4;

export interface CleanFace {
  readonly box: Box;
  readonly points: FivePoints;
  readonly plain: Packed;
}

/** The faces of one photo as they are, the largest first. */
export interface CleanPhoto {
  readonly photo: string;
  readonly faces: readonly CleanFace[];
  /** Why the photo could not be read. */
  readonly unread?: string;
}

/** Embeds the faces of one photo by every matcher, each through its own alignment. */
export async function lookAtClean(
  photo: NamedPhoto,
  engine: EngineModels,
  matchers: readonly Matcher[],
  codecs: Codecs,
): Promise<CleanPhoto> {
  const read = await readNamed(photo, codecs).catch((error: unknown) => String(error));
  if (typeof read === 'string') return { photo: photo.id, faces: [], unread: read };
  const found = await detectFaces(read.photo, engine);
  const largest = found.sort((a, b) => b.box[2] * b.box[3] - a.box[2] * a.box[3]);
  const faces: CleanFace[] = [];
  for (const { box, points } of largest.slice(0, MOST_FACES)) {
    const plain: Record<string, string> = {};
    for (const matcher of matchers) {
      plain[matcher.id] = pack(await embedPlain(read.photo, points, matcher));
    }
    faces.push({ box, points, plain });
  }
  return { photo: photo.id, faces };
}
