import { placePatch, readPatch } from '../../src/engine/align/canonical-patch';
import { embedQuantised } from '../../src/engine/attack/embed-quantised';
import type { Pixels } from '../../src/engine/attack/transforms/resample';
import type { DetectedFace } from '../../src/engine/detect/detect-faces';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import { applySimilarity, similarityScale } from '../../src/engine/geometry/similarity';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Box, Photo } from '../../src/engine/photo';
import { cosineSimilarity } from '../../src/engine/recognise/cosine-similarity';
import type { Recogniser } from '../../src/engine/recognise/recogniser';
import { codecsInNode, readPhoto } from '../support/read-photo';

export interface Named {
  readonly id: string;
  readonly person: string;
  /** Place in the gallery: of the person, and of whom it is attacked to in mode `targeted`. */
  readonly identity: number;
  readonly target: number;
  /** Of the person's other photos; it stands in the person's place of the gallery. */
  readonly prototype: readonly number[];
}

/** One photo that is attacked: X is the canonical patch of its largest face, in whole levels. */
export interface Subject extends Named {
  readonly size: number;
  /** [size, size, 3] RGB, 8 bits, base64. */
  readonly pixels: string;
  /** Tight box of the face, in the patch. */
  readonly box: Box;
}

/** undefined when no face is found in the photo, or it is named as somebody else when clean. */
export async function readSubject(
  path: string,
  models: EngineModels,
  named: Named,
  gallery: readonly (readonly number[])[],
): Promise<Subject | undefined> {
  const { photo } = await readPhoto(path, codecsInNode());
  const found = await detectFaces(photo, models);
  const [face] = found.sort((a, b) => b.box[2] * b.box[3] - a.box[2] * a.box[3]);
  if (!face) return undefined;
  const subject = subjectOf(photo, face, named);
  const embedding = await embedClean(subject, models.recognisers[0]!);
  const cosines = galleryOf(named, gallery).map((one) => cosineSimilarity(embedding, one));
  return cosines.indexOf(Math.max(...cosines)) === named.identity ? subject : undefined;
}

export function subjectOf(photo: Photo, face: DetectedFace, named: Named): Subject {
  const patch = placePatch(photo, face.points);
  const levels = Uint8Array.from(readPatch(photo, patch), (value) => Math.round(value * 255));
  const [left, top, width, height] = face.box;
  const centre = applySimilarity(patch.fromPhoto, [left + width / 2, top + height / 2]);
  const scale = similarityScale(patch.fromPhoto);
  const side = (middle: number, length: number): [number, number] => {
    const start = Math.max(0, Math.round(middle - (length * scale) / 2));
    const end = Math.min(patch.size, Math.round(middle + (length * scale) / 2));
    return [start, end - start];
  };
  const [x, w] = side(centre[0], width);
  const [y, h] = side(centre[1], height);
  const pixels = Buffer.from(levels).toString('base64');
  return { ...named, size: patch.size, pixels, box: [x, y, w, h] };
}

/** The gallery with the subject's own prototype in its person's place. */
export function galleryOf(
  { identity, prototype }: Named,
  prototypes: readonly (readonly number[])[],
): Float32Array[] {
  return prototypes.map((one, i) => Float32Array.from(i === identity ? prototype : one));
}

/** X in [0, 1]. */
export function patchOf({ size, pixels }: Subject): Pixels {
  const levels = Buffer.from(pixels, 'base64');
  return { width: size, height: size, data: Float32Array.from(levels, (level) => level / 255) };
}

async function embedClean(subject: Subject, recogniser: Recogniser): Promise<Float32Array> {
  const [embedding] = await embedQuantised(patchOf(subject), [recogniser]);
  return embedding!;
}
