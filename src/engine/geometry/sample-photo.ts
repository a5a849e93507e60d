import type { Photo } from '../photo';
import type { Similarity } from './similarity';
import { similarityScale } from './similarity';

/**
 * Reads an upright square or rectangle of `width` x `height` samples out of a photo: sample
 * (x, y) lies at `toPhoto` of its centre (x + 0.5, y + 0.5). Bilinear; a `grid` of
 * n x n per sample is averaged: where the photo is finer than the samples as many as it takes for
 * nothing to alias. Outside of the
 * photo it is continued by reflection. Returns [height, width, 3] RGB in [0, 1].
 */
export function samplePhoto(
  photo: Photo,
  toPhoto: Similarity,
  width: number,
  height: number,
  grid = Math.max(1, Math.ceil(similarityScale(toPhoto))),
): Float32Array {
  const out = new Float32Array(width * height * 3);
  const share = 1 / (grid * grid * 255);
  const xs = reflectionTable(photo.width);
  const ys = reflectionTable(photo.height);
  const { a, b, tx, ty } = toPhoto;
  const lastX = photo.width - 1;
  const lastY = photo.height - 1;
  const stride = photo.width * 4;
  const data = photo.data;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = 0; j < grid; j++) {
        const v = y + (j + 0.5) / grid;
        for (let i = 0; i < grid; i++) {
          const u = x + (i + 0.5) / grid;
          const px = a * u - b * v + tx - 0.5;
          const py = b * u + a * v + ty - 0.5;
          const x0 = Math.floor(px);
          const y0 = Math.floor(py);
          const wx = px - x0;
          const wy = py - y0;
          let topLeft: number;
          let topRight: number;
          let bottomLeft: number;
          let bottomRight: number;
          // Most places are inside: reflecting these too took a third of the time (docs/results/gradient.md).
          if (x0 >= 0 && y0 >= 0 && x0 < lastX && y0 < lastY) {
            topLeft = y0 * stride + x0 * 4;
            topRight = topLeft + 4;
            bottomLeft = topLeft + stride;
            bottomRight = bottomLeft + 4;
          } else {
            const left = xs(x0) * 4;
            const right = xs(x0 + 1) * 4;
            const top = ys(y0) * stride;
            const bottom = ys(y0 + 1) * stride;
            topLeft = top + left;
            topRight = top + right;
            bottomLeft = bottom + left;
            bottomRight = bottom + right;
          }
          const w00 = (1 - wx) * (1 - wy);
          const w10 = wx * (1 - wy);
          const w01 = (1 - wx) * wy;
          const w11 = wx * wy;
          red +=
            w00 * data[topLeft]! +
            w10 * data[topRight]! +
            w01 * data[bottomLeft]! +
            w11 * data[bottomRight]!;
          green +=
            w00 * data[topLeft + 1]! +
            w10 * data[topRight + 1]! +
            w01 * data[bottomLeft + 1]! +
            w11 * data[bottomRight + 1]!;
          blue +=
            w00 * data[topLeft + 2]! +
            w10 * data[topRight + 2]! +
            w01 * data[bottomLeft + 2]! +
            w11 * data[bottomRight + 2]!;
        }
      }
      const at = (y * width + x) * 3;
      out[at] = red * share;
      out[at + 1] = green * share;
      out[at + 2] = blue * share;
    }
  }
  return out;
}

/** Index into an axis of `size` samples, mirrored at both ends (… 1 0 | 0 1 2 … | … 1 0). */
export function reflectionTable(size: number): (index: number) => number {
  const period = 2 * size;
  return (index) => {
    if (index >= 0 && index < size) return index;
    const wrapped = ((index % period) + period) % period;
    return wrapped < size ? wrapped : period - 1 - wrapped;
  };
}
