import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Samples that are filtered at once: the wasm kernel keeps a pointer for each of them and each
 * weight, and wasm memory never shrinks (1121 x 1121 samples, 7 x 7 weights: 246 MB).
 */
const STRIP_SAMPLES = 1 << 16;

/**
 * Responses of a map [h, w, 1] to square filters (each of size * size weights, row by row, as a
 * correlation), [h, w, filters.length], or what `each` makes of them, sample by sample. At the border the map goes on mirrored, its last sample
 * twice; both sides must be at least half a filter long. The caller disposes the result.
 */
export function filterBank(
  map: Tensor3D,
  size: number,
  filters: readonly (readonly number[])[],
  each: (responses: Tensor3D) => Tensor3D = (responses) => responses,
): Tensor3D {
  return tf.tidy(() => {
    const [height, width] = map.shape;
    const padded = padMirrored(map, (size - 1) / 2);
    const bank = tf.transpose(
      tf.tensor2d(
        filters.map((one) => [...one]),
        [filters.length, size * size],
      ),
    );
    const kernel: Tensor4D = tf.reshape(bank, [size, size, 1, filters.length]);
    const step = Math.max(1, Math.floor(STRIP_SAMPLES / width));
    const strips: Tensor3D[] = [];
    for (let top = 0; top < height; top += step) {
      const rows = Math.min(step, height - top);
      const strip = tf.slice3d(padded, [top, 0, 0], [rows + size - 1, width + size - 1, 1]);
      strips.push(tf.tidy(() => each(tf.conv2d(strip, kernel, 1, 'valid'))));
      strip.dispose();
    }
    return tf.concat3d(strips, 0);
  });
}

/** `map` with `border` samples of its mirror image on each side of its height and width. */
export function padMirrored(map: Tensor3D, border: number): Tensor3D {
  const both: [number, number] = [border, border];
  return tf.mirrorPad(map, [both, both, [0, 0]], 'symmetric');
}
