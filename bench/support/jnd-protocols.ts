import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { chouLi, chouLiLuma } from '../../src/engine/jnd/chou-li';
import type { JndModel } from '../../src/engine/jnd/jnd-model';
import { JND_MODELS } from '../../src/engine/jnd/jnd-models';
import { jndOfRegion } from '../../src/engine/jnd/jnd-of-region';
import { lumaLevels, lumaToChannels } from '../../src/engine/jnd/luma';
import { wuLuma } from '../../src/engine/jnd/wu';
import { yangComponents } from '../../src/engine/jnd/yang';
import { psnr } from '../../src/engine/metrics/psnr';
import type { Box, Photo } from '../../src/engine/photo';
import type { Random } from '../../src/engine/seeded-random';
import { addNoise, greyPhoto, randomSigns } from './threshold-noise';

/** One way to measure how much noise at a model's threshold is. */
export interface ThresholdProtocol {
  readonly model: string;
  readonly what: string;
  /** dB; the average that the literature gives. */
  readonly published: number | undefined;
  psnr(photo: Photo, random: Random): Promise<number>;
}

const ofLuma =
  (threshold: (luma: Tensor3D) => Tensor3D): JndModel =>
  (region) =>
    tf.tidy(() => lumaToChannels(threshold(lumaLevels(region))));

const chouLiGrey = ofLuma(chouLiLuma);
const yangGrey: JndModel = (region, edges) =>
  tf.tidy(() => lumaToChannels(yangComponents(region, edges)[0]));
const wuGrey = ofLuma(wuLuma);
const even: JndModel = (region) => tf.fill(region.shape, 1 / 255);
/** Thresholds of Y, Cb and Cr where those of red, green and blue would be. */
const yangAsComponents: JndModel = (region, edges) =>
  tf.tidy(() => tf.div<Tensor3D>(tf.concat([...yangComponents(region, edges)], 2), 255));

/** The published averages are those that Yang et al. 2005 give for themselves and for Chou & Li. */
export const PROTOCOLS: readonly ThresholdProtocol[] = [
  { model: 'Chou & Li', what: 'grey', published: 31.44, psnr: grey(chouLiGrey) },
  { model: 'Yang', what: 'grey', published: 30.37, psnr: grey(yangGrey) },
  {
    model: 'Yang',
    what: 'colour: over Y, Cb and Cr, full resolution',
    published: 29.04,
    psnr: overComponents,
  },
  {
    model: 'Yang',
    what: 'colour: over RGB, Cb and Cr of half the resolution',
    published: 29.04,
    psnr: overSubsampled,
  },
  {
    model: 'Yang',
    what: 'colour: over RGB, our channel thresholds',
    published: 29.04,
    psnr: colour(JND_MODELS.yang),
  },
  { model: 'Wu', what: 'grey', published: undefined, psnr: grey(wuGrey) },
];

/** The models whose noise is compared at one energy, and noise that is the same everywhere. */
export const EQUAL_ENERGY: readonly {
  readonly name: string;
  readonly isGrey: boolean;
  readonly model: JndModel;
}[] = [
  { name: 'even', isGrey: true, model: even },
  { name: 'Chou & Li', isGrey: true, model: chouLiGrey },
  { name: 'Yang', isGrey: true, model: yangGrey },
  { name: 'Wu', isGrey: true, model: wuGrey },
  { name: 'even', isGrey: false, model: even },
  { name: 'Chou & Li', isGrey: false, model: chouLi },
  { name: 'Yang', isGrey: false, model: JND_MODELS.yang },
  { name: 'Wu', isGrey: false, model: JND_MODELS.wu },
];

function grey(model: JndModel) {
  return async (photo: Photo, random: Random): Promise<number> => {
    const original = greyPhoto(photo);
    const map = await jndOfRegion(original, wholeOf(photo), model);
    const signs = randomSigns(photo.width * photo.height, random);
    return decibels(original, addNoise(original, map.data, signs));
  };
}

function colour(model: JndModel) {
  return async (photo: Photo, random: Random): Promise<number> => {
    const map = await jndOfRegion(photo, wholeOf(photo), model);
    const signs = randomSigns(photo.width * photo.height * 3, random);
    return decibels(photo, addNoise(photo, map.data, signs));
  };
}

/** The noise itself has the square of the threshold in every sample: nothing to draw. */
async function overComponents(photo: Photo): Promise<number> {
  const { data } = await jndOfRegion(photo, wholeOf(photo), yangAsComponents);
  const energy = data.reduce((sum, value) => sum + value ** 2, 0) / data.length;
  return -10 * Math.log10(energy);
}

/** Cb and Cr drawn for every second row and column, brought up between the four nearest. */
async function overSubsampled(photo: Photo, random: Random): Promise<number> {
  const { width, height } = photo;
  const { data } = await jndOfRegion(photo, wholeOf(photo), yangAsComponents);
  const signs = randomSigns(data.length, random);
  const noise = data.map((threshold, i) => threshold * 255 * signs[i]!);
  const noisy: Photo = { ...photo, data: photo.data.slice() };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const coarse = (component: 1 | 2): number => {
        let sum = 0;
        for (const [u, share] of nearest(x, width)) {
          for (const [v, part] of nearest(y, height)) {
            sum += share * part * noise[(v * width + u) * 3 + component]!;
          }
        }
        return sum;
      };
      const luma = noise[(y * width + x) * 3]!;
      const [cb, cr] = [coarse(1), coarse(2)];
      const at = (y * width + x) * 4;
      noisy.data[at] = photo.data[at]! + luma + 1.402 * cr;
      noisy.data[at + 1] = photo.data[at + 1]! + luma - 0.344136 * cb - 0.714136 * cr;
      noisy.data[at + 2] = photo.data[at + 2]! + luma + 1.772 * cb;
    }
  }
  return decibels(photo, noisy);
}

/** The two coarse samples nearest to a position, by the position of their first fine one. */
function nearest(position: number, size: number): [at: number, share: number][] {
  const own = position - (position % 2);
  const other = position % 2 === 0 ? own - 2 : own + 2;
  const inside = other >= 0 && other < size ? other : own;
  return [
    [own, 3 / 4],
    [inside, 1 / 4],
  ];
}

function wholeOf(photo: Photo): Box {
  return [0, 0, photo.width, photo.height];
}

function decibels(a: Photo, b: Photo): number {
  return psnr(a, b, wholeOf(a)) ?? Infinity;
}
