import { alignFace } from '../../src/engine/align/align-face';
import type { FivePoints } from '../../src/engine/align/five-points';
import type { FrameCrop } from '../../src/engine/models/model-index';
import { createPhotoPyramid } from '../../src/engine/geometry/photo-pyramid';
import type { Photo } from '../../src/engine/photo';
import type { Matcher } from './matcher';

/** Blur of one view, in units of the 112-unit ArcFace frame. */
const BLUR = 1;
/** Sides of the smaller and the larger view, relative to the matcher's own crop. */
const SCALES = [0.93, 1.07];

/**
 * A matcher that expects a disturbance and averages it away: the mean of its embeddings of the
 * face, mirrored, blurred, a little nearer and a little farther. L2 norm 1.
 */
export async function embedAdaptive(
  photo: Photo,
  points: FivePoints,
  matcher: Matcher,
): Promise<Float32Array> {
  const { size, crop } = matcher;
  const pyramid = createPhotoPyramid(photo);
  const face = alignFace(pyramid, points, crop, size);
  const views = [face, mirrored(face, size), blurred(face, size, (BLUR * size) / crop.side)];
  for (const scale of SCALES) views.push(alignFace(pyramid, points, scaled(crop, scale), size));
  return meanDirection(await matcher.embed(views));
}

/** Mean of directions, brought to L2 norm 1. */
export function meanDirection(embeddings: readonly Float32Array[]): Float32Array {
  const sum = Float32Array.from(embeddings[0]!, (_, i) =>
    embeddings.reduce((total, one) => total + one[i]!, 0),
  );
  const norm = Math.hypot(...sum);
  return sum.map((value) => value / norm);
}

function scaled({ x, y, side }: FrameCrop, scale: number): FrameCrop {
  const margin = (side * (1 - scale)) / 2;
  return { x: x + margin, y: y + margin, side: side * scale };
}

/** [size, size, 3], left for right. */
export function mirrored(face: Float32Array, size: number): Float32Array {
  return face.map((_, at) => {
    const k = at % 3;
    const x = ((at - k) / 3) % size;
    return face[at + 3 * (size - 1 - 2 * x)]!;
  });
}

/** Gaussian blur of [size, size, 3], `sigma` in pixels, the border repeated. */
export function blurred(face: Float32Array, size: number, sigma: number): Float32Array {
  const radius = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const along = (from: Float32Array, step: 'x' | 'y'): Float32Array =>
    from.map((_, at) => {
      const k = at % 3;
      const pixel = (at - k) / 3;
      const x = pixel % size;
      const y = (pixel - x) / size;
      return weights.reduce((sum, weight, i) => {
        const near = Math.min(size - 1, Math.max(0, (step === 'x' ? x : y) + i - radius));
        const other = step === 'x' ? y * size + near : near * size + x;
        return sum + (weight / total) * from[other * 3 + k]!;
      }, 0);
    });
  return along(along(face, 'x'), 'y');
}
