import { referenceFaces } from './criterion/measure-faces';
import type { Target } from './criterion/target';
import { detectFaces } from './detect/detect-faces';
import type { EngineModels } from './models/load-engine-models';
import type { Box, Photo } from './photo';

export interface FaceSearch {
  /** Tight boxes of the faces found, photo pixels, in the order of detectFaces. */
  readonly boxes: readonly Box[];
  /** The face that was meant: its place among `boxes`, and what each recogniser sees in it. */
  readonly found?: { readonly face: number; readonly target: Target };
}

/**
 * Looks for the face that is to become a target: the only one in the photo, or number `which` of
 * those found. `found` is absent when there are several and none was named, or no such one.
 */
export async function enrolFace(
  photo: Photo,
  models: EngineModels,
  which: number | null,
): Promise<FaceSearch> {
  const faces = await detectFaces(photo, models);
  const boxes = faces.map(({ box }) => box);
  const index = which ?? (faces.length === 1 ? 0 : -1);
  const face = faces[index];
  if (!face) return { boxes };
  const [reference] = await referenceFaces(photo, [face], models);
  const target = new Map(
    models.recognisers.map(
      ({ id }, r) => [id, reference?.embeddings[r] ?? new Float32Array()] as const,
    ),
  );
  return { boxes, found: { face: index, target } };
}
