import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Responses of a map [h, w, 1] to square filters (each of size * size weights, row by row, as a
 * correlation), [h, w, filters.length]. At the border the map goes on mirrored, its last sample
 * twice; both sides must be at least half a filter long. For small maps: the wasm kernel keeps a
 * pointer for each sample and each weight. The caller disposes the result.
 */
export function filterBank(
  map: Tensor3D,
  size: number,
  filters: readonly (readonly number[])[],
): Tensor3D {
  return tf.tidy(() => {
    const padded = padMirrored(map, (size - 1) / 2);
    const bank = tf.transpose(
      tf.tensor2d(
        filters.map((one) => [...one]),
        [filters.length, size * size],
      ),
    );
    const kernel: Tensor4D = tf.reshape(bank, [size, size, 1, filters.length]);
    return tf.conv2d(padded, kernel, 1, 'valid');
  });
}

/** `map` with `border` samples of its mirror image on each side of its height and width. */
export function padMirrored(map: Tensor3D, border: number): Tensor3D {
  const both: [number, number] = [border, border];
  return tf.mirrorPad(map, [both, both, [0, 0]], 'symmetric');
}
