import { createPhotoPyramid } from '../../src/engine/geometry/photo-pyramid';
import { detectFaces, DETECTION, findFaces } from '../../src/engine/detect/detect-faces';
import type { DetectedFace } from '../../src/engine/detect/detect-faces';
import { placeLandmarks } from '../../src/engine/detect/place-landmarks';
import { scaleFace } from '../../src/engine/detect/scale-face';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import { ssim } from '../../src/engine/metrics/ssim';
import type { Photo } from '../../src/engine/photo';
import { cosineSimilarity } from '../../src/engine/recognise/cosine-similarity';
import { embedFace } from '../../src/engine/recognise/embed-face';
import type { Codecs } from '../../src/offscreen/codecs';
import { decodeFile, encodeLike, recompress } from '../../src/offscreen/codecs';
import { PLATFORMS } from '../../src/shared/platforms';

/** What a photo's delivered bytes say by themselves. */
export type Recomputed =
  | { readonly kind: 'no-face'; readonly unmeasured: number }
  | { readonly kind: 'match'; readonly where: string }
  | {
      readonly kind: 'stopped';
      readonly faces: number;
      /** Faces that cannot be measured. */
      readonly unmeasured: number;
      /** Of the face that is least like the original. */
      readonly ssim: number;
    };

/**
 * Measures a delivered file anew, from the definition of the verdict and not by its code: every face
 * of the original has to be found in the file, by the detector or by the landmarks where it was, and
 * has to be below the threshold at FAR 1e-2 less a tenth of what lies between strangers and one person,
 * by every recogniser, through the original's landmarks and through those of every face found there, in
 * the file and after each platform.
 */
export async function recompute(
  original: Uint8Array,
  delivered: Uint8Array,
  models: EngineModels,
  codecs: Codecs,
): Promise<Recomputed> {
  const source = await decodeFile(original, codecs, { asStill: true });
  const search = await findFaces(source.photo, models);
  const { faces } = search;
  const unmeasured = search.tooSmall.length + search.unclear.length;
  if (faces.length === 0) return { kind: 'no-face', unmeasured };
  const file = (await decodeFile(delivered, codecs)).photo;
  const clean = (await decodeFile(await encodeLike(source.photo, source, codecs), codecs)).photo;
  const versions: (readonly [where: string, photo: Photo])[] = [['the file', file]];
  for (const { name, does } of Object.values(PLATFORMS)) {
    versions.push([name, await recompress(file, does, codecs)]);
  }
  for (const [where, version] of versions) {
    const problem = await matchIn(version, source.photo, faces, models, version === file);
    if (problem !== undefined) return { kind: 'match', where: `${where}: ${problem}` };
  }
  const likeness = faces.map(({ box }) => ssim(clean, file, box));
  return { kind: 'stopped', faces: faces.length, unmeasured, ssim: Math.min(...likeness) };
}

/** The first face that a recogniser still matches, or that has to be found and is not. */
async function matchIn(
  version: Photo,
  original: Photo,
  faces: readonly DetectedFace[],
  models: EngineModels,
  mustBeFound: boolean,
): Promise<string | undefined> {
  const scale = version.width / original.width;
  const seen = await detectFaces(version, models);
  for (const [i, face] of faces.entries()) {
    const there = scaleFace(face, scale);
    const again: Pick<DetectedFace, 'points'>[] = seen.filter(
      (one) => centreIn(one, there) || centreIn(there, one),
    );
    if (again.length === 0) again.push(...(await placedAt(version, there, models)));
    if (mustBeFound && again.length === 0) return `face ${String(i + 1)} is not found`;
    for (const recogniser of models.recognisers) {
      const { genuineMean, impostorMean, thresholds } = recogniser.calibration;
      const limit = thresholds['1e-2'] - (genuineMean - impostorMean) / 10;
      const before = await embedFace(original, face.points, recogniser);
      for (const { points } of [there, ...again]) {
        const after = await embedFace(version, points, recogniser);
        if (!(cosineSimilarity(before, after) < limit)) {
          return `face ${String(i + 1)} by ${recogniser.id}`;
        }
      }
    }
  }
  return undefined;
}

/** The landmarks at the face's place, where they say that it is one. */
async function placedAt(
  version: Photo,
  face: DetectedFace,
  { landmarker }: EngineModels,
): Promise<Pick<DetectedFace, 'points'>[]> {
  const { presence, points } = await placeLandmarks(createPhotoPyramid(version), landmarker, face);
  return presence >= DETECTION.minimumPresence ? [{ points }] : [];
}

type Boxed = Pick<DetectedFace, 'box'>;

function centreIn({ box: [x, y, width, height] }: Boxed, { box }: Boxed): boolean {
  const [u, v] = [x + width / 2 - box[0], y + height / 2 - box[1]];
  return u >= 0 && v >= 0 && u < box[2] && v < box[3];
}
