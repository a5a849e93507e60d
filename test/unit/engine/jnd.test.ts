import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { chouLi } from '../../../src/engine/jnd/chou-li';
import { JND_MODELS } from '../../../src/engine/jnd/jnd-models';
import { jndOfRegion } from '../../../src/engine/jnd/jnd-of-region';
import { thresholdLevels } from '../../../src/engine/jnd/threshold-levels';
import { startCpu } from '../../support/engine-cpu';
import { colourRegion } from '../../support/engine-levels';
import { drawPhoto } from '../../support/engine-photos';

beforeAll(startCpu);

function greyImage(
  width: number,
  height: number,
  level: (x: number, y: number) => number,
): Tensor3D {
  const values = Array.from({ length: width * height }, (_, i) => {
    const grey = level(i % width, Math.floor(i / width)) / 255;
    return [grey, grey, grey];
  });
  return tf.tensor3d(values.flat(), [height, width, 3]);
}

/** Thresholds in grey levels, one per pixel; the three channels must be alike. */
function thresholds(region: Tensor3D): number[][] {
  const [height, width] = region.shape;
  const map = chouLi(region);
  expect(map.shape).toEqual(region.shape);
  const values = map.dataSync();
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const at = (y * width + x) * 3;
      expect(values[at + 1]).toBe(values[at]);
      expect(values[at + 2]).toBe(values[at]);
      return values[at]! * 255;
    }),
  );
}

describe('on a flat image it is the luminance adaptation', () => {
  // 17 * (1 - sqrt(bg / 127)) + 3 up to 127, then 3 / 128 * (bg - 127) + 3, by hand.
  test.each([
    [0, 20],
    [31.75, 11.5],
    [71.4375, 7.25],
    [127, 3],
    [191, 4.5],
    [255, 6],
  ])('grey %d hides %d levels', (grey, wanted) => {
    const rows = thresholds(greyImage(7, 6, () => grey));
    for (const value of rows.flat()) expect(value).toBeCloseTo(wanted, 2);
  });

  test('of a colour, the luma counts', () => {
    // Luma 0.299 * 100 + 0.587 * 40 + 0.114 * 200 = 76.18.
    const region = tf.tile(tf.tensor3d([100 / 255, 40 / 255, 200 / 255], [1, 1, 3]), [6, 6, 1]);
    const wanted = 17 * (1 - Math.sqrt(76.18 / 127)) + 3;
    expect(chouLi(region).dataSync()[50]! * 255).toBeCloseTo(wanted, 3);
  });
});

describe('on an edge from 60 to 140', () => {
  // Beside the edge the backgrounds are 60 + 80 * 13 / 32 = 92.5 and 60 + 80 * 19 / 32 = 107.5, the
  // gradient 80 * 16 / 16 = 80: f1 = 80 * (0.0001 * bg + 0.115) + 0.5 - 0.01 * bg. Two pixels away
  // f1 is below f2 at 60 + 80 * 5 / 32 = 72.5 and 60 + 80 * 27 / 32 = 127.5; then all is flat.
  const flat60 = 17 * (1 - Math.sqrt(60 / 127)) + 3;
  const wanted = [
    flat60,
    17 * (1 - Math.sqrt(72.5 / 127)) + 3,
    9.515,
    9.485,
    (3 / 128) * 0.5 + 3,
    (3 / 128) * 13 + 3,
  ];

  test('upright', () => {
    const rows = thresholds(greyImage(12, 9, (x) => (x < 6 ? 60 : 140)));
    for (const row of rows) {
      wanted.forEach((value, i) => {
        expect(row[3 + i]).toBeCloseTo(value, 3);
      });
      // The border is mirrored: no edge there.
      expect(row[0]).toBeCloseTo(flat60, 3);
    }
  });

  test('lying', () => {
    const rows = thresholds(greyImage(9, 12, (_, y) => (y < 6 ? 60 : 140)));
    wanted.forEach((value, i) => {
      expect(rows[3 + i]![4]).toBeCloseTo(value, 3);
    });
  });
});

test('at the border the image goes on mirrored, its last pixels twice', () => {
  const rows = thresholds(greyImage(9, 7, (x) => (x < 1 ? 60 : 140)));
  // Columns 140 60 | 60 140 140: background (5 * 140 + 14 * 60 + 13 * 140) / 32 = 105, gradient 80.
  for (const row of rows) expect(row[0]).toBeCloseTo(80 * (0.0105 + 0.115) + 0.5 - 1.05, 3);
});

test('round a bright pixel the strongest of the four directions counts', () => {
  const rows = thresholds(greyImage(11, 11, (x, y) => (x === 5 && y === 5 ? 255 : 127)));
  // Weights 8 / 16 in all eight neighbours, each from another direction: gradient 64; the
  // background is 127 + 128 * 2 / 32 = 135.
  const neighbour = 64 * (0.0135 + 0.115) + 0.5 - 1.35;
  for (const [x, y] of [
    [4, 4],
    [5, 4],
    [6, 4],
    [4, 5],
    [6, 5],
    [4, 6],
    [5, 6],
    [6, 6],
  ] as const) {
    expect(rows[y]![x]).toBeCloseTo(neighbour, 3);
  }
  // The pixel itself counts neither for its background nor for its gradient.
  expect(rows[5]![5]).toBeCloseTo(3, 3);
  // Two away: background 127 + 128 / 32, and f1 is below f2.
  expect(rows[3]![5]).toBeCloseTo((3 / 128) * 4 + 3, 3);
});

test('the map of a region is that of its own pixels', async () => {
  const photo = drawPhoto(20, 16, (x, y) => [(12 * x) % 256, (15 * y) % 256, 80]);
  const before = tf.memory().numTensors;
  const map = await jndOfRegion(photo, [4, 3, 9, 7], chouLi);
  expect(tf.memory().numTensors).toBe(before);
  expect(map).toMatchObject({ width: 9, height: 7, channels: 3 });
  const values = Array.from({ length: 63 }, (_, i) => {
    const x = 4 + (i % 9);
    const y = 3 + Math.floor(i / 9);
    return [(12 * x) / 255, (15 * y) / 255, 80 / 255];
  });
  const wanted = chouLi(tf.tensor3d(values.flat(), [7, 9, 3])).dataSync();
  expect(Array.from(map.data)).toEqual(Array.from(wanted));
});

describe('a large region, looked at in tiles', () => {
  /**
   * Texture, and one line that is strong at the left end and fades to the right: its end is an edge
   * only to those who see its beginning, and much weaker ones are none only to those who see it.
   */
  const line = (x: number): number => 60 * Math.max(0.3, 1 - x / 400);
  const photo = drawPhoto(530, 280, (x, y) => {
    const grey = 128 + line(x) * Math.sign(y - 137) + ((x * 37 + y * 53 + ((x * y) % 29)) % 13);
    return [grey, grey - ((x * y) % 7), grey + ((x + 3 * y) % 5)];
  });
  const region = [3, 2, 521, 277] as const;

  test.each(Object.entries(JND_MODELS))('%s: as if in one piece', async (_, model) => {
    const [left, top, width, height] = region;
    const whole = colourRegion(width, height, (x, y) => {
      const at = ((top + y) * photo.width + left + x) * 4;
      return [photo.data[at]!, photo.data[at + 1]!, photo.data[at + 2]!];
    });
    const wanted = model(whole).dataSync();
    const { data } = await jndOfRegion(photo, region, model);
    let apart = 0;
    for (const [i, value] of data.entries()) apart = Math.max(apart, Math.abs(value - wanted[i]!));
    expect(apart).toBeLessThan(1e-6);
  });

  test('the host may have a word after each, and stop it', async () => {
    const before = tf.memory().numTensors;
    let tiles = 0;
    const stopped = jndOfRegion(photo, region, JND_MODELS['chou-li'], () => {
      tiles += 1;
      return tiles < 4 ? Promise.resolve() : Promise.reject(new Error('stop'));
    });
    await expect(stopped).rejects.toThrow('stop');
    expect(tf.memory().numTensors).toBe(before);
    tiles = -10;
    await jndOfRegion(photo, region, JND_MODELS['chou-li'], () => {
      tiles += 1;
      return Promise.resolve();
    });
    // Three across, two down.
    expect(tiles).toBe(-4);
  });
});

test('whole levels stand for thresholds: a whole difference passes both or none', () => {
  const jnd = Float32Array.from({ length: 2000 }, (_, i) => i / 6000).map((value, i) =>
    i % 3 === 0 ? Math.round(value * 255) / 255 : value,
  );
  const levels = thresholdLevels(jnd);
  for (const [i, threshold] of jnd.entries()) {
    for (let difference = 0; difference < 256; difference++) {
      if (difference > threshold * 255 !== difference > levels[i]!) {
        expect.fail(`${String(difference)} against ${String(threshold * 255)}`);
      }
    }
  }
  expect([...thresholdLevels(Float32Array.of(0, 1, 2))]).toEqual([0, 255, 255]);
});
