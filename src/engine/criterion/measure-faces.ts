import { boxShare } from '../detect/box-overlap';
import type { DetectedFace } from '../detect/detect-faces';
import { detectFaces } from '../detect/detect-faces';
import type { EngineModels } from '../models/load-engine-models';
import type { Photo } from '../photo';
import { cosineSimilarity } from '../recognise/cosine-similarity';
import { embedFace } from '../recognise/embed-face';

/** A face of the original photo, with its embedding by each recogniser, in their order. */
export interface ReferenceFace {
  readonly face: DetectedFace;
  readonly embeddings: readonly Float32Array[];
}

export interface FaceMeasurement {
  /** Whether the detector finds the face in the measured file. */
  readonly found: boolean;
  /**
   * Cosine to the original face by each recogniser: through the landmarks found in the measured
   * file and through the original's, the larger of the two, so that a misplaced alignment is
   * never taken for protection.
   */
  readonly similarities: readonly number[];
}

/** Boxes of one face in two versions of a photo share at least this much of the smaller one. */
const SAME_FACE = 0.4;

/** Measures faces in what a reader of the delivered file decodes. */
export async function measureFaces(
  delivered: Photo,
  references: readonly ReferenceFace[],
  models: EngineModels,
): Promise<FaceMeasurement[]> {
  const boxes = references.map((reference) => reference.face.box);
  const found = await detectFaces(delivered, models, boxes);
  const measurements: FaceMeasurement[] = [];
  for (const reference of references) {
    const again = found.filter((face) => boxShare(face.box, reference.face.box) >= SAME_FACE);
    const views = [reference.face.points, ...again.map((face) => face.points)];
    const similarities: number[] = [];
    for (const [i, recogniser] of models.recognisers.entries()) {
      const clean = reference.embeddings[i] ?? new Float32Array();
      let worst = -1;
      for (const points of views) {
        const embedding = await embedFace(delivered, points, recogniser);
        worst = Math.max(worst, cosineSimilarity(embedding, clean));
      }
      similarities.push(worst);
    }
    measurements.push({ found: again.length > 0, similarities });
  }
  return measurements;
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
