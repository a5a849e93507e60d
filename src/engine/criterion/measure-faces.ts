import type { FivePoints } from '../align/five-points';
import { boxOverlap, boxShare } from '../detect/box-overlap';
import type { DetectedFace } from '../detect/detect-faces';
import { detectFaces, SAME_FACE } from '../detect/detect-faces';
import { findWhereItWas } from '../detect/find-where-it-was';
import type { EngineModels } from '../models/load-engine-models';
import type { Box, Photo } from '../photo';
import { embedFace } from '../recognise/embed-face';
import type { Standing } from './reached';
import { standingOf, worstStanding } from './reached';
import type { Target } from './target';

/** A face of the original photo, with its embedding by each recogniser, in their order. */
export interface ReferenceFace {
  readonly face: DetectedFace;
  readonly embeddings: readonly Float32Array[];
}

export interface FaceMeasurement {
  /** Whether the detector finds the face in the measured file, or the landmarks at its old place. */
  readonly found: boolean;
  /**
   * Cosine to the original face by each recogniser: through the landmarks found in the measured
   * file and through the original's, the larger of the two, so that a misplaced alignment is
   * never taken for protection.
   */
  readonly similarities: readonly number[];
  /** Cosine to the target by each recogniser that has one: the smaller of the two. */
  readonly toTarget: readonly (number | undefined)[];
}

/** A face in the delivered file and in what the platforms that were looked at make of it, by id. */
export interface Delivered extends FaceMeasurement {
  readonly platforms?: ReadonlyMap<string, FaceMeasurement>;
}

/** Measures faces in what a reader of the delivered file decodes. */
export async function measureFaces(
  delivered: Photo,
  references: readonly ReferenceFace[],
  models: EngineModels,
  target?: Target,
): Promise<FaceMeasurement[]> {
  const boxes = references.map((reference) => reference.face.box);
  const found = await detectFaces(delivered, models, boxes);
  const measurements: FaceMeasurement[] = [];
  const owners = found.map(({ box }) => ownerOf(box, boxes));
  for (const [r, reference] of references.entries()) {
    const own = found.filter((_, i) => owners[i] === r);
    const again = await pointsOf(reference.face, own, delivered, models);
    const views = [reference.face.points, ...again];
    const similarities: number[] = [];
    const toTarget: (number | undefined)[] = [];
    for (const [i, recogniser] of models.recognisers.entries()) {
      const clean = reference.embeddings[i] ?? new Float32Array();
      const standings: Standing[] = [];
      for (const points of views) {
        const embedding = await embedFace(delivered, points, recogniser);
        standings.push(standingOf(embedding, clean, target?.get(recogniser.id)));
      }
      const worst = worstStanding(standings);
      similarities.push(worst.toClean);
      toTarget.push(worst.toTarget);
    }
    measurements.push({ found: again.length > 0, similarities, toTarget });
  }
  return measurements;
}

/**
 * Which of the faces at `boxes` a detection is of, if of any: one beside or before another must not
 * stand for that one too.
 */
function ownerOf(box: Box, boxes: readonly Box[]): number | undefined {
  const [best] = boxes
    .map((face, index) => ({ index, overlap: boxOverlap(box, face), share: boxShare(box, face) }))
    .filter(({ share }) => share >= SAME_FACE)
    .sort((a, b) => b.overlap - a.overlap);
  return best?.index;
}

/** The landmarks of a face in the measured file, by each way in which it is found there. */
async function pointsOf(
  face: DetectedFace,
  seen: readonly DetectedFace[],
  delivered: Photo,
  { landmarker }: EngineModels,
): Promise<FivePoints[]> {
  if (seen.length > 0) return seen.map(({ points }) => points);
  const there = await findWhereItWas(delivered, landmarker, face);
  return there ? [there] : [];
}

/** The original's own embeddings, against which everything is compared. */
export async function referenceFace(
  photo: Photo,
  face: DetectedFace,
  models: EngineModels,
): Promise<ReferenceFace> {
  const embeddings: Float32Array[] = [];
  for (const recogniser of models.recognisers) {
    embeddings.push(await embedFace(photo, face.points, recogniser));
  }
  return { face, embeddings };
}
