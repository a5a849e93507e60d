import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/** The Sobel operator as two kernels of one axis: it smooths along one and differs along the other. */
const SMOOTH = [1, 2, 1];
const DIFFER = [-1, 0, 1];

/**
 * g of the paper: the Sobel operator (Sobel & Feldman 1968; the paper cites Kanopoulos et al. 1988,
 * https://doi.org/10.1109/4.996) along x and along y, unnormalised, only where the 3 x 3 kernel
 * fits: [s, s, 3] to two of [s - 2, s - 2, 3]. Made of slices: the wasm backend has no gradient of
 * a depthwise convolution. Differentiable. The caller disposes the results.
 */
export function sobel(image: Tensor3D): [alongX: Tensor3D, alongY: Tensor3D] {
  return applyKernel(image, DIFFER);
}

/** |K| * image: the absolute Sobel kernel, the same shapes. The caller disposes the results. */
export function absoluteSobel(image: Tensor3D): [alongX: Tensor3D, alongY: Tensor3D] {
  return applyKernel(image, DIFFER.map(Math.abs));
}

function applyKernel(image: Tensor3D, differ: readonly number[]): [Tensor3D, Tensor3D] {
  return tf.tidy(() => [
    alongAxis(alongAxis(image, 1, differ), 0, SMOOTH),
    alongAxis(alongAxis(image, 0, differ), 1, SMOOTH),
  ]);
}

/** Correlates one axis with three weights; it becomes two samples shorter. */
function alongAxis(image: Tensor3D, axis: 0 | 1, weights: readonly number[]): Tensor3D {
  const shape: [number, number, number] = [...image.shape];
  shape[axis] -= 2;
  const terms = weights.flatMap((weight, offset) => {
    if (weight === 0) return [];
    const begin: [number, number, number] = axis === 0 ? [offset, 0, 0] : [0, offset, 0];
    return [tf.mul<Tensor3D>(tf.slice3d(image, begin, shape), weight)];
  });
  return tf.addN(terms);
}
