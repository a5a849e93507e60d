import { expect, test } from 'vitest';
import { highestThatFits } from '../../../src/offscreen/codecs/highest-that-fits';

/** A file of ten bytes for each quality. */
async function search(highest: number, mostBytes: number) {
  const tried: number[] = [];
  const encode = (quality: number) => {
    tried.push(quality);
    return Promise.resolve({ length: 10 * quality, quality });
  };
  const { quality } = await highestThatFits(encode, highest, mostBytes);
  return { quality, tried };
}

test.each([
  [1, 10],
  [1, 19],
  [50, 500],
  [50, 509],
  [51, 510],
  [99, 999],
  [100, 1000],
])('the highest quality that fits is found: %d within %d bytes', async (quality, bytes) => {
  const found = await search(100, bytes);
  expect(found.quality).toBe(quality);
  expect(found.tried.length).toBeLessThanOrEqual(9);
});

test('what fits as it is, is encoded once', async () => {
  expect((await search(100, 5000)).tried).toEqual([100]);
});

test('where nothing fits, the lowest quality is what is left', async () => {
  expect((await search(100, 5)).quality).toBe(1);
});
