import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { differentiableJpeg } from '../../../src/engine/attack/transforms/differentiable-jpeg';
import type { Photo } from '../../../src/engine/photo';
import { startCpu } from '../../support/engine-cpu';
import { codecs, cropPhoto, readSamplePhoto } from '../../support/engine-photos';

let face: Photo;

beforeAll(async () => {
  await startCpu();
  face = cropPhoto(await readSamplePhoto('sample1.jpg'), [405, 421, 224, 192]);
});

/** RGB samples of a photo, without alpha. */
function samples({ data }: Photo): number[] {
  return Array.from(data).filter((_, i) => i % 4 !== 3);
}

function coded(photo: Photo, quality: number, subsample: boolean): number[] {
  const shape: [number, number, number] = [photo.height, photo.width, 3];
  return tf.tidy(() => {
    const image = tf.tensor3d(samples(photo), shape);
    const planes = tf.transpose(tf.div<tf.Tensor3D>(image, 255), [2, 0, 1]);
    const result = differentiableJpeg(planes, quality, subsample);
    return Array.from(tf.mul(tf.transpose(result, [1, 2, 0]), 255).dataSync());
  });
}

function meanDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? NaN)), 0) / a.length;
}

/**
 * What is left is the rounding to whole levels (0.25 on average) before and after and, with 4:2:0,
 * that libjpeg smooths chroma when it enlarges it.
 */
test.each([
  [75, '4:4:4', 0.6],
  [85, '4:4:4', 0.6],
  [95, '4:4:4', 0.6],
  [75, '4:2:0', 0.8],
  [85, '4:2:0', 0.8],
  [95, '4:2:0', 0.8],
] as const)(
  'at quality %d, %s it is what libjpeg-turbo leaves',
  async (quality, subsampling, most) => {
    const source = { format: 'jpeg', quality, subsampling, progressive: false } as const;
    const file = await codecs.encodeJpeg(face, source);
    const wanted = samples(await codecs.decodeJpeg(file));
    const found = coded(face, quality, subsampling === '4:2:0');
    console.log(
      quality,
      subsampling,
      meanDifference(found, wanted),
      meanDifference(samples(face), wanted),
      meanDifference(coded(face, quality + 3, subsampling === '4:2:0'), wanted),
      meanDifference(coded(face, quality, subsampling !== '4:2:0'), wanted),
    );
    expect(meanDifference(found, wanted)).toBeLessThan(most);
  },
);
