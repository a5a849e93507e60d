import { beforeAll, expect, test } from 'vitest';
import { differentiableJpeg } from '../../../src/engine/attack/transforms/differentiable-jpeg';
import type { Photo } from '../../../src/engine/photo';
import { codecs } from '../../support/codec-wasm';
import { cropPhoto, drawPhoto, readSamplePhoto } from '../../support/engine-photos';

let face: Photo;

beforeAll(async () => {
  // Off the 8 x 8 grid of the sample's own file, whose levels would lie where rounding is decided.
  face = cropPhoto(await readSamplePhoto('sample1.jpg'), [405, 421, 224, 192]);
});

type Layout = '4:4:4' | '4:2:0';

/** RGB samples of a photo, without alpha. */
function samples({ data }: Photo): number[] {
  return Array.from(data).filter((_, i) => i % 4 !== 3);
}

function coded(photo: Photo, quality: number, subsample: boolean): number[] {
  const data = Float32Array.from(samples(photo), (level) => level / 255);
  const { pixels } = differentiableJpeg({ ...photo, data }, quality, subsample);
  return Array.from(pixels.data, (value) => 255 * value);
}

function meanDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? NaN)), 0) / a.length;
}

async function ofEncoder(photo: Photo, quality: number, subsampling: Layout): Promise<number[]> {
  const source = { format: 'jpeg', quality, subsampling, progressive: false } as const;
  const bytes = await codecs.encodeJpeg(photo, source);
  return samples((await codecs.readPicture(bytes, 'jpeg')).photo);
}

/**
 * Whole levels are 0.25 from what they stand for, on average. Below 96 libjpeg-turbo takes its fast
 * DCT, whose own errors tip coefficients to the next step.
 */
test.each([
  [75, 0.6],
  [85, 0.6],
  [95, 0.7],
  [97, 0.35],
  [100, 0.3],
])('at quality %d a grey photo is what libjpeg-turbo leaves', async (quality, most) => {
  const { width, height, data } = face;
  const grey = drawPhoto(width, height, (x, y) => {
    const green = data[(y * width + x) * 4 + 1]!;
    return [green, green, green];
  });
  const wanted = await ofEncoder(grey, quality, '4:4:4');
  expect(meanDifference(coded(grey, quality, false), wanted)).toBeLessThan(most);
});

/**
 * In colour the encoder also rounds Y, Cb and Cr to whole levels before the DCT, which tips some
 * coefficients to the next step, and the decoder smooths the chroma of 4:2:0. No other quality and
 * no other layout comes as close.
 */
test.each([
  [75, '4:4:4', 1],
  [85, '4:4:4', 1],
  [95, '4:4:4', 1],
  [75, '4:2:0', 1.2],
  [85, '4:2:0', 1.2],
  [95, '4:2:0', 1.2],
] as const)('at quality %d, %s it is close to libjpeg-turbo', async (quality, layout, most) => {
  const wanted = await ofEncoder(face, quality, layout);
  const subsample = layout === '4:2:0';
  const found = meanDifference(coded(face, quality, subsample), wanted);
  expect(found).toBeLessThan(most);
  expect(found).toBeLessThan(0.9 * meanDifference(coded(face, quality + 4, subsample), wanted));
  expect(found).toBeLessThan(0.9 * meanDifference(coded(face, quality - 4, subsample), wanted));
  expect(found).toBeLessThan(0.9 * meanDifference(coded(face, quality, !subsample), wanted));
});
