import type { Photo } from '../../src/engine/photo';
import type { Random } from '../../src/engine/seeded-random';

/** -1 or 1 for each of `count` samples, alike often. */
export function randomSigns(count: number, random: Random): Int8Array {
  return Int8Array.from({ length: count }, () => (random() < 0.5 ? -1 : 1));
}

/** The photo in grey: BT.601 luma in whole levels in all three channels. */
export function greyPhoto(photo: Photo): Photo {
  const data = photo.data.slice();
  for (let at = 0; at < data.length; at += 4) {
    const luma = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
    data.fill(Math.round(luma), at, at + 3);
  }
  return { ...photo, data };
}

/**
 * The photo with noise of `scale` times its thresholds (3 values in [0, 1] units per pixel) and the
 * given signs: one per sample, or one per pixel for all three channels. Rounded to whole levels
 * and cut at black and white, as an image file holds it.
 */
export function addNoise(
  photo: Photo,
  thresholds: Float32Array,
  signs: Int8Array,
  scale = 1,
): Photo {
  const data = photo.data.slice();
  const perPixel = signs.length / (photo.width * photo.height);
  for (let i = 0; i < thresholds.length; i++) {
    const pixel = Math.floor(i / 3);
    const at = pixel * 4 + (i % 3);
    const sign = signs[perPixel === 3 ? i : pixel]!;
    // The array is a clamped one: it rounds and cuts.
    data[at] = photo.data[at]! + sign * scale * thresholds[i]! * 255;
  }
  return { ...photo, data };
}

/** Mean square of the difference of two photos over their RGB samples, in square levels. */
export function meanSquare(a: Photo, b: Photo): number {
  let sum = 0;
  for (let at = 0; at < a.data.length; at++) {
    if (at % 4 < 3) sum += (a.data[at]! - b.data[at]!) ** 2;
  }
  return sum / (a.width * a.height * 3);
}

/** Noise like addNoise, its scale chosen so that the mean square is `energy`, within 0.1 percent. */
export function addNoiseOfEnergy(
  photo: Photo,
  thresholds: Float32Array,
  signs: Int8Array,
  energy: number,
): Photo {
  let scale = 1;
  // What is cut and rounded depends on the scale: a few corrections settle it.
  for (let round = 0; round < 12; round++) {
    const noisy = addNoise(photo, thresholds, signs, scale);
    const share = meanSquare(photo, noisy) / energy;
    if (Math.abs(share - 1) < 1e-3) return noisy;
    scale /= Math.sqrt(share);
  }
  return addNoise(photo, thresholds, signs, scale);
}
