import type { FloatMap } from '../../src/engine/geometry/float-map';
import { thresholdLevels } from '../../src/engine/jnd/threshold-levels';
import { shareOverJnd } from '../../src/engine/metrics/over-jnd';
import { psnr } from '../../src/engine/metrics/psnr';
import { ssim } from '../../src/engine/metrics/ssim';
import type { Box, Photo } from '../../src/engine/photo';
import { fsimAgainst } from '../metrics/fsim';
import { gmsd } from '../metrics/gmsd';
import { MS_SSIM_SMALLEST_SIDE, msSsim } from '../metrics/ms-ssim';

/** Of the tight face box, in whole levels, against X. */
export interface Quality {
  /** dB. */
  readonly psnr: number;
  readonly ssim: number;
  /** null where five scales do not fit. */
  readonly msSsim: number | null;
  readonly fsim: number;
  readonly gmsd: number;
  /** Share of the samples (pixel x channel), 0 to 1. */
  readonly overJnd: number;
  /** Mean change of red, green and blue, levels. */
  readonly levels: readonly [number, number, number];
}

/** Measures many images against the same X; `jnd` is of the whole patch. */
export function qualityAgainst(original: Photo, box: Box, jnd: FloatMap) {
  const fsim = fsimAgainst(original, box);
  const whole: Box = [0, 0, original.width, original.height];
  const thresholds = thresholdLevels(jnd.data);
  const fits = Math.min(box[2], box[3]) >= MS_SSIM_SMALLEST_SIDE;
  return (image: Photo): Quality => ({
    psnr: psnr(original, image, box) ?? Infinity,
    ssim: ssim(original, image, box),
    msSsim: fits ? msSsim(original, image, box) : null,
    fsim: fsim(image),
    gmsd: gmsd(original, image, box),
    overJnd: shareOverJnd(original, image, box, thresholds, whole),
    levels: [0, 1, 2].map((k) => meanChange(original, image, box, k)) as [number, number, number],
  });
}

function meanChange(a: Photo, b: Photo, [left, top, width, height]: Box, channel: number): number {
  let sum = 0;
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const at = (y * a.width + x) * 4 + channel;
      sum += Math.abs(a.data[at]! - b.data[at]!);
    }
  }
  return sum / (width * height);
}
