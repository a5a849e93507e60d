import { beforeAll, describe, expect, it } from 'vitest';
import { giveLab } from '../support/page-browser';
import type { LabPage } from '../support/page-browser';
import type * as leak from './leak-entry';
import type { Run } from './leak-entry';

const PHOTOS = 20;

let page: LabPage<typeof leak>;
let run: Run;

giveLab<typeof leak>('leak-entry', (one) => {
  page = one;
});
beforeAll(async () => {
  run = await page.lab.evaluate((lab, count) => lab.protectMany(count), PHOTOS);
  const { tensorsBefore, rests } = run;
  process.stdout.write(`leak: ${JSON.stringify({ tensorsBefore, last: rests.at(-1) })}\n`);
  process.stdout.write(`heap: ${JSON.stringify(rests.map(({ heap }) => heap))}\n`);
});

describe(`${PHOTOS} photos on one wasm backend`, () => {
  it('go all the way: one face and two steps each', () => {
    expect(run.rests.map(({ faces, steps }) => [faces, steps])).toEqual(
      run.rests.map(() => [1, 2]),
    );
    expect(run.rests).toHaveLength(PHOTOS);
  });

  it('leave no pixels behind, and wait for no collector', () => {
    for (const { pictures, pixels } of run.rests) {
      // Of one delivery or more what is encoded and decoded, and the clean file's to compare.
      expect(pictures).toBeGreaterThanOrEqual(3);
      expect(pixels).toBe(0);
    }
  });

  it('leave no tensor behind', () => {
    expect(run.tensorsBefore).toBeGreaterThan(0);
    expect(run.rests.map(({ tensors }) => tensors)).toEqual(run.rests.map(() => run.tensorsBefore));
    expect(new Set(run.rests.map(({ bytes }) => bytes)).size).toBe(1);
  });

  it('do not grow the wasm memory once it is warm', () => {
    const warm = run.rests.slice(-10).map(({ heap }) => heap);
    expect(warm[0]).toBeGreaterThan(1_000_000);
    expect(warm).toEqual(warm.map(() => warm[0]));
  });
});
