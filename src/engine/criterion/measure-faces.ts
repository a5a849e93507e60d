import type { FivePoints } from '../align/five-points';
import { alignFace } from '../align/align-face';
import type { DetectedFace } from '../detect/detect-faces';
import { findWhereItWas, ownerOf } from '../detect/find-where-it-was';
import type { PhotoPyramid } from '../geometry/photo-pyramid';
import { createPhotoPyramid } from '../geometry/photo-pyramid';
import type { EngineModels } from '../models/load-engine-models';
import { runnerOf } from '../models/run-here';
import type { Photo } from '../photo';
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

/** A face in what was looked at so far: in the file itself, and after platforms, by their ids. */
export interface Delivered {
  readonly file?: FaceMeasurement;
  readonly platforms: ReadonlyMap<string, FaceMeasurement>;
}

/** What else is known of the picture that is measured. */
export interface MeasureHints {
  readonly target?: Target | undefined;
  /** What a search of the whole picture found; without it each face is looked for where it was. */
  readonly found?: readonly DetectedFace[];
}

/**
 * Measures faces in what a reader of the delivered file decodes. All that is read of `delivered` is
 * read before `hasRead` is called; the embeddings may come long after.
 */
export async function measureFaces(
  delivered: Photo,
  references: readonly ReferenceFace[],
  models: EngineModels,
  { target, found }: MeasureHints = {},
  hasRead: () => void = () => undefined,
): Promise<FaceMeasurement[]> {
  const boxes = references.map((reference) => reference.face.box);
  const pyramid = createPhotoPyramid(delivered);
  const again: FivePoints[][] = [];
  for (const { face } of references) {
    const seen = found?.filter(({ box }) => ownerOf(box, boxes) === face.box) ?? [];
    if (seen.length > 0) {
      again.push(seen.map(({ points }) => points));
      continue;
    }
    const there = await findWhereItWas(pyramid, models, face, boxes);
    again.push(there ? [there] : []);
  }
  const views = references.map(({ face }, r) => [face.points, ...(again[r] ?? [])]);
  const embedded = embedViews(pyramid, views, models);
  hasRead();
  const byRecogniser = await Promise.all(embedded);
  return references.map((reference, r) => {
    const worst = models.recognisers.map(({ id }, i) => {
      const clean = reference.embeddings[i] ?? new Float32Array();
      const embeddings = byRecogniser[i]?.[r] ?? [];
      return worstStanding(embeddings.map((one) => standingOf(one, clean, target?.get(id))));
    });
    return {
      found: (again[r] ?? []).length > 0,
      similarities: worst.map(({ toClean }) => toClean),
      toTarget: worst.map(({ toTarget }) => toTarget),
    };
  });
}

/** By recogniser: of each face, the embeddings of its views. The photo is read before it returns. */
function embedViews(
  pyramid: PhotoPyramid,
  views: readonly (readonly FivePoints[])[],
  models: EngineModels,
): Promise<Float32Array[][]>[] {
  const runner = runnerOf(models);
  return models.recognisers.map(async ({ id, crop, inputSize }) => {
    const each = views.map((points) =>
      runner.embed(
        id,
        points.map((one) => alignFace(pyramid, one, crop, inputSize)),
      ),
    );
    return Promise.all(each);
  });
}

/** The originals' own embeddings, against which everything is compared. */
export async function referenceFaces(
  photo: Photo,
  faces: readonly DetectedFace[],
  models: EngineModels,
): Promise<ReferenceFace[]> {
  const views = faces.map(({ points }) => [points]);
  const byRecogniser = await Promise.all(embedViews(createPhotoPyramid(photo), views, models));
  return faces.map((face, f) => ({
    face,
    embeddings: byRecogniser.map((embeddings) => embeddings[f]?.[0] ?? new Float32Array()),
  }));
}
