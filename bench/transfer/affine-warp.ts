import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { differentiable } from '../../src/engine/network/differentiable';

/**
 * Where a sample at (x, y) is read: (a x + b y + c, d x + e y + f), in coordinates that go from -1
 * to 1 across the image.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * Square images [n, s, s, 3] through one affine map after the other, bilinear, black outside.
 * Differentiable: the gradient goes back through the exact adjoint. The caller disposes the result.
 */
export function affineWarp(images: Tensor4D, maps: readonly Affine[]): Tensor4D {
  const { shape } = images;
  const [count, size] = shape;
  const through = (values: Float32Array, one: typeof read, order: readonly Affine[]) =>
    order.reduce((from, map) => {
      const to = new Float32Array(from.length);
      for (let i = 0; i < count; i++) {
        const at = i * size * size * 3;
        one(from.subarray(at, at + size * size * 3), to.subarray(at), size, map);
      }
      return to;
    }, values);
  return differentiable(
    images,
    (x) => tf.tensor4d(through(x.dataSync<'float32'>(), read, maps), shape),
    (dy) => tf.tensor4d(through(dy.dataSync<'float32'>(), write, [...maps].reverse()), shape),
  );
}

function read(from: Float32Array, to: Float32Array, size: number, map: Affine): void {
  forEachTap(size, map, (at, tap, weight) => {
    for (let k = 0; k < 3; k++) to[at + k]! += weight * from[tap + k]!;
  });
}

/** The adjoint of `read`. */
function write(from: Float32Array, to: Float32Array, size: number, map: Affine): void {
  forEachTap(size, map, (at, tap, weight) => {
    for (let k = 0; k < 3; k++) to[tap + k]! += weight * from[at + k]!;
  });
}

/** For every sample the (up to) four pixels inside the image between which it is read. */
function forEachTap(
  size: number,
  [a, b, c, d, e, f]: Affine,
  visit: (at: number, tap: number, weight: number) => void,
): void {
  const half = size / 2;
  for (let row = 0; row < size; row++) {
    const y = (row + 0.5) / half - 1;
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5) / half - 1;
      const px = (a * x + b * y + c + 1) * half - 0.5;
      const py = (d * x + e * y + f + 1) * half - 0.5;
      const [x0, y0] = [Math.floor(px), Math.floor(py)];
      const at = (row * size + column) * 3;
      for (const [tx, wx] of [
        [x0, 1 - (px - x0)],
        [x0 + 1, px - x0],
      ] as const) {
        if (tx < 0 || tx >= size) continue;
        for (const [ty, wy] of [
          [y0, 1 - (py - y0)],
          [y0 + 1, py - y0],
        ] as const) {
          if (ty >= 0 && ty < size) visit(at, (ty * size + tx) * 3, wx * wy);
        }
      }
    }
  }
}
