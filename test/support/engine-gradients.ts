import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Augmentation } from '../../src/engine/attack/transforms/augmentation';
import { viewPatch } from '../../src/engine/attack/transforms/augmentation';
import type { Passed } from '../../src/engine/attack/transforms/differentiable-jpeg';
import type { Pixels } from '../../src/engine/attack/transforms/resample';
import { tensorOf } from '../../src/engine/attack/transforms/resample';
import type { FrameCrop } from '../../src/engine/models/model-index';
import { seededRandom } from '../../src/engine/seeded-random';

/** Values spread evenly over [low, high], always the same for the same seed. */
export function seededValues(count: number, low: number, high: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count }, () => low + (high - low) * random());
}

/** A scalar of a tensor that treats every sample differently. */
export function weightedSum(tensor: Tensor): Scalar {
  return tf.sum(tf.mul(tensor, tf.tensor(seededValues(tensor.size, -1, 1, 77), tensor.shape)));
}

/** Largest absolute difference of two tensors; Infinity when their shapes differ. */
export function largestDifference(a: Tensor, b: Tensor): number {
  if (!tf.util.arraysEqual(a.shape, b.shape)) return Infinity;
  return tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] ?? NaN);
}

/** Largest absolute difference of two arrays; Infinity when their lengths differ. */
export function largestGap(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

/** An image [h, w, 3] as the arrays of the attack. */
export function pixelsOf(image: Tensor3D): Pixels {
  const [height, width] = image.shape;
  return { width, height, data: image.dataSync<'float32'>() };
}

/** What is done to images, with its own way back for gradients, as an operation on tensors. */
export function asOperation(pass: (image: Pixels) => Passed): (image: Tensor3D) => Tensor3D {
  return tf.customGrad((image) => {
    const given = image as Tensor3D;
    const { pixels, back } = pass(pixelsOf(given));
    const gradFunc = (dy: Tensor): Tensor => tf.tensor(back(dy.dataSync<'float32'>()), given.shape);
    return { value: tensorOf(pixels), gradFunc };
  });
}

/** viewPatch as an operation on tensors. */
export function viewOf(
  patch: Tensor3D,
  crop: FrameCrop,
  size: number,
  augmentation: Augmentation,
): Tensor3D {
  return asOperation((image) => viewPatch(image, crop, size, augmentation))(patch);
}

/** tf.grad for a function of tensors of a known rank. */
export function gradientOf<X extends Tensor>(f: (x: X) => Tensor, x: X, dy?: Tensor): X {
  return tf.grad((value) => f(value as X))(x, dy) as X;
}

/**
 * Largest relative disagreement between the gradient of `loss` at `x` and central differences,
 * along the gradient itself, along each third of its samples (in an image, its channels), and
 * along `directions` (random ones of norm 1 when not given).
 * `step` is the length of the move in each direction. Relative to the slope, or to what a random
 * direction sees of the gradient when that is more. Infinity for a gradient of zeros.
 */
export function gradientDisagreement<X extends Tensor>(
  loss: (x: X) => Scalar,
  x: X,
  step: number,
  directions: readonly Float32Array[] = [1, 2, 3, 4].map((seed) => randomDirection(x.size, seed)),
): number {
  const gradient = tf.tidy(() => gradientOf(loss, x).dataSync<'float32'>());
  const norm = Math.sqrt(dot(gradient, gradient));
  if (!(norm > 0)) return Infinity;
  const thirds = [0, 1, 2].map((k) => gradient.map((value, i) => (i % 3 === k ? value : 0)));
  const own = [gradient, ...thirds].flatMap((part) => {
    const length = Math.sqrt(dot(part, part));
    return length > 0 ? [part.map((value) => value / length)] : [];
  });
  const typical = norm / Math.sqrt(x.size);
  const errors = [...own, ...directions].map((direction) => {
    const slope = dot(gradient, direction);
    const difference = slopeBetween(loss, x, direction, step);
    return Math.abs(difference - slope) / Math.max(Math.abs(slope), typical);
  });
  return Math.max(...errors);
}

/** Every axis by itself: for small inputs, where no sample may hide behind the others. */
export function axes(count: number): Float32Array[] {
  return Array.from({ length: count }, (_, i) =>
    Float32Array.from({ length: count }, (_, j) => (i === j ? 1 : 0)),
  );
}

function slopeBetween<X extends Tensor>(
  loss: (x: X) => Scalar,
  x: X,
  direction: Float32Array,
  step: number,
): number {
  const at = (sign: number): number =>
    tf.tidy(() => {
      const move = tf.tensor(direction, x.shape);
      const moved = tf.add(x, tf.mul(move, sign * step));
      return loss(moved as X).dataSync()[0] ?? NaN;
    });
  return (at(1) - at(-1)) / (2 * step);
}

function randomDirection(count: number, seed: number): Float32Array {
  const values = seededValues(count, -1, 1, seed);
  const norm = Math.sqrt(dot(values, values));
  return values.map((value) => value / norm);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
