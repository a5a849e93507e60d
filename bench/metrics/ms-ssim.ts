import type { Box, Photo } from '../../src/engine/photo';
import { sumLocalSimilarity } from '../../src/engine/metrics/local-similarity';
import { luma } from '../../src/engine/metrics/luma';
import { demandSide } from './box-too-small';
import { downsample } from './downsample';

/** Of the paper, finest scale first. */
const WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

/** The window of 11 pixels has to fit into the coarsest scale, which is a 16th. */
export const MS_SSIM_SMALLEST_SIDE = 11 * 2 ** (WEIGHTS.length - 1);

/**
 * Multi-scale structural similarity over the BT.601 luma of `box`, 1 for identical, higher is
 * better (Wang, Simoncelli, Bovik 2003, https://doi.org/10.1109/ACSSC.2003.1292216): five scales
 * with the paper's weights, each of half the resolution of the one before, contrast and structure
 * at all of them, luminance at the coarsest. A scale at which the mean is negative counts as 0.
 *
 * A box smaller than 176 pixels has no value: grown, it would be that of pixels which were not
 * asked for; with fewer scales it could not be compared with any other.
 * @throws BoxTooSmallError for a box with a side under 176 pixels
 */
export function msSsim(a: Photo, b: Photo, box: Box): number {
  demandSide('MS-SSIM', MS_SSIM_SMALLEST_SIDE, box);
  let x = luma(a, box);
  let y = luma(b, box);
  return WEIGHTS.reduce((product, weight, scale) => {
    if (scale > 0) [x, y] = [downsample(x, 2, 'repeat'), downsample(y, 2, 'repeat')];
    const { positions, ssim, contrastStructure } = sumLocalSimilarity(x, y);
    const mean = (scale === WEIGHTS.length - 1 ? ssim : contrastStructure) / positions;
    return product * Math.max(0, mean) ** weight;
  }, 1);
}
