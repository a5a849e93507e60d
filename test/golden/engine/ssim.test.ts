import { expect, test } from 'vitest';
import { ssim } from '../../../src/engine/metrics/ssim';
import type { Box, Photo } from '../../../src/engine/photo';
import { drawPhoto } from '../../support/engine-photos';

/**
 * Two photos by a formula that the reference below draws too; right of the middle they are the
 * same. Numbers of scikit-image 0.19.3, over the positions where the window fits:
 *
 *   import numpy as np
 *   from skimage.metrics import structural_similarity
 *   def reference(w, h, box=None):
 *       y, x = np.mgrid[0:h, 0:w]
 *       a = np.stack([60 + (x*3 + y) % 97, 90 + (x*2 + y*3) % 61, 80 + (x*y) % 31], 2)
 *       change = np.where(x < w // 2, (x*5 + y*11) % 23 - 11, 0)
 *       b = np.clip(a + change[..., None] * np.array([1, 2, -1]), 0, 255)
 *       luma = np.array([.299, .587, .114])
 *       left, top, width, height = box or (0, 0, w, h)
 *       cut = lambda p: (p @ luma)[top:top + height, left:left + width]
 *       _, full = structural_similarity(cut(a), cut(b), gaussian_weights=True, sigma=1.5,
 *           use_sample_covariance=False, data_range=255, full=True)
 *       return full[5:-5, 5:-5].mean()
 */
function pair(width: number, height: number): [Photo, Photo] {
  const colour = (x: number, y: number): [number, number, number] => [
    60 + ((x * 3 + y) % 97),
    90 + ((x * 2 + y * 3) % 61),
    80 + ((x * y) % 31),
  ];
  const original = drawPhoto(width, height, colour);
  const changed = drawPhoto(width, height, (x, y) => {
    const [red, green, blue] = colour(x, y);
    const change = x < Math.floor(width / 2) ? ((x * 5 + y * 11) % 23) - 11 : 0;
    return [red + change, green + 2 * change, blue - change];
  });
  return [original, changed];
}

test.each<[number, number, Box, number]>([
  [64, 48, [0, 0, 64, 48], 0.8294049611812634],
  // Larger than the tiles in which it is computed, in both directions; some of them identical.
  [300, 200, [0, 0, 300, 200], 0.8273736343928402],
  [300, 200, [40, 17, 160, 100], 0.758708630574138],
])('of %d x %d it is what scikit-image gives', (width, height, box, wanted) => {
  const [original, changed] = pair(width, height);
  expect(ssim(original, changed, box)).toBeCloseTo(wanted, 9);
  expect(ssim(changed, original, box)).toBeCloseTo(wanted, 9);
});
