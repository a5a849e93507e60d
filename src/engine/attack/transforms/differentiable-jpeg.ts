import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { differentiable } from '../../network/differentiable';
import { quantisationSteps } from './quantisation-steps';

/** BT.601 full range (JFIF): RGB to Y, Cb, Cr, each without its offset. Columns are Y, Cb, Cr. */
const TO_YCBCR = [0.299, -0.168736, 0.5, 0.587, -0.331264, -0.418688, 0.114, 0.5, -0.081312];
/** Its inverse. */
const TO_RGB = [1, 1, 1, 0, -0.344136, 1.772, 1.402, -0.714136, 0];

/** What each channel counts in luma: the first column of TO_YCBCR. */
const LUMA_WEIGHTS = [0.299, 0.587, 0.114];

/**
 * What JPEG at an IJG quality leaves of an image: planes [3, H, W], RGB in [0, 1], H and W
 * multiples of 16, to the same shape. Block DCT and quantisation are those of the standard; with
 * `subsample` chroma is halved in both directions (4:2:0). Rounding lets the gradient through
 * unchanged (straight-through, Bengio et al. 2013, https://arxiv.org/abs/1308.3432). The caller
 * disposes the result.
 */
export function differentiableJpeg(
  planes: Tensor3D,
  quality: number,
  subsample: boolean,
): Tensor3D {
  return differentiable(
    planes,
    (image, save) => {
      const decoded = tf.tidy(() => coded(image, quality, subsample));
      save([decoded]);
      return tf.clipByValue(decoded, 0, 1);
    },
    (dy, [decoded = dy]) => {
      const inRange = tf.logicalAnd(tf.greaterEqual(decoded, 0), tf.lessEqual(decoded, 1));
      const kept = tf.where<Tensor3D>(inRange, dy, tf.zerosLike(dy));
      return subsample ? adjointOfSubsampling(kept) : kept;
    },
  );
}

/**
 * With rounding let through, transform and colours undo themselves: what is left of JPEG is that
 * chroma is averaged, A. The image becomes luma + A (image - luma); this is the adjoint of that.
 */
function adjointOfSubsampling(gradient: Tensor3D): Tensor3D {
  const average = (x: Tensor3D): Tensor3D => double(halve(x));
  const sum = tf.sum<Tensor3D>(gradient, 0, true);
  const fine = tf.sub<Tensor3D>(sum, average(sum));
  return tf.add(average(gradient), tf.mul(fine, tf.tensor3d(LUMA_WEIGHTS, [3, 1, 1])));
}

function coded(planes: Tensor3D, quality: number, subsample: boolean): Tensor3D {
  const [, height, width] = planes.shape;
  const components = mixPlanes(tf.mul(planes, 255), TO_YCBCR);
  const luma = tf.slice3d(components, [0, 0, 0], [1, height, width]);
  const chroma = tf.slice3d(components, [1, 0, 0], [2, height, width]);
  // The encoder shifts luma by 128 before the DCT; chroma is centred already.
  const centred: Tensor3D = tf.sub(luma, 128);
  const codedLuma: Tensor3D = tf.add(codeBlocks(centred, quantisationSteps('luma', quality)), 128);
  const steps = quantisationSteps('chroma', quality);
  const codedChroma = subsample
    ? double(codeBlocks(halve(chroma), steps))
    : codeBlocks(chroma, steps);
  return tf.div(mixPlanes(tf.concat3d([codedLuma, codedChroma], 0), TO_RGB), 255);
}

/** Every pixel's three values times a 3 x 3 matrix (columns are the outputs): [3, H, W]. */
function mixPlanes(planes: Tensor3D, matrix: number[]): Tensor3D {
  const [, height, width] = planes.shape;
  const pixels: Tensor2D = tf.transpose(tf.reshape(planes, [3, height * width]), [1, 0]);
  const mixed = tf.matMul(pixels, tf.tensor2d(matrix, [3, 3]));
  return tf.reshape(tf.transpose(mixed, [1, 0]), [3, height, width]);
}

/** DCT, quantise and undo both on every 8 x 8 block of [c, H, W]. */
function codeBlocks(planes: Tensor3D, steps: readonly number[]): Tensor3D {
  const [count, height, width] = planes.shape;
  const split = tf.reshape(planes, [count, height / 8, 8, width / 8, 8]);
  const blocks: Tensor2D = tf.reshape(tf.transpose(split, [0, 1, 3, 2, 4]), [-1, 64]);
  const dct = tf.tensor2d(blockDct(), [64, 64]);
  const divisor = tf.tensor1d([...steps]);
  const frequencies = tf.div(tf.matMul(blocks, tf.transpose(dct)), divisor);
  const kept = tf.mul<Tensor2D>(tf.round(frequencies), divisor);
  const restored = tf.reshape(tf.matMul(kept, dct), [count, height / 8, width / 8, 8, 8]);
  return tf.reshape(tf.transpose(restored, [0, 1, 3, 2, 4]), [count, height, width]);
}

/** The two-dimensional orthonormal DCT-II of 8 x 8 pixels as one [64, 64] matrix. */
function blockDct(): Float32Array {
  const basis = (k: number, n: number): number =>
    (k === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * n + 1) * k * Math.PI) / 16);
  const matrix = new Float32Array(64 * 64);
  for (let row = 0; row < 64; row++) {
    for (let column = 0; column < 64; column++) {
      const vertical = basis(row >> 3, column >> 3);
      matrix[row * 64 + column] = vertical * basis(row & 7, column & 7);
    }
  }
  return matrix;
}

function halve(planes: Tensor3D): Tensor3D {
  const [count, height, width] = planes.shape;
  return tf.mean<Tensor3D>(tf.reshape(planes, [count, height / 2, 2, width / 2, 2]), [2, 4]);
}

function double(planes: Tensor3D): Tensor3D {
  const [count, height, width] = planes.shape;
  const wide = tf.reshape(planes, [count, height, 1, width, 1]);
  // Broadcasting, not tf.tile, which is slow on wasm.
  const spread = tf.add(wide, tf.zeros([1, 1, 2, 1, 2]));
  return tf.reshape(spread, [count, height * 2, width * 2]);
}
