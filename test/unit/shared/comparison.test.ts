import { describe, expect, it } from 'vitest';
import { isComparisonOwner, isFaceBox, termsOf } from '../../../src/shared/comparison';
import { isJndWish } from '../../../src/shared/job-guards';

const jobId = '0f0e0d0c-1111-4222-8333-444455556666';
const photo = new Blob(['x']);

describe('what is asked about a comparison', () => {
  it.each([
    [{ jobId, tabId: 7 }, true],
    [{ jobId: 'all', tabId: 7 }, false],
    [{ jobId, tabId: 'all' }, false],
    [{ jobId, tabId: 7, token: jobId }, false],
    [null, false],
  ])('%j names an owner: %s', (value, is) => {
    expect(isComparisonOwner(value)).toBe(is);
  });

  it.each([
    [[1, 2, 3.5, 4], true],
    [[1, 2, 3], false],
    [[1, 2, 3, Infinity], false],
    [[1, 2, 3, 1e9], false],
    [['1', 2, 3, 4], false],
  ])('%j is a box: %s', (value, is) => {
    expect(isFaceBox(value)).toBe(is);
  });

  it.each([
    [{ photo, box: [0, 0, 9, 9], terms: { strength: 'strong' } }, true],
    [{ photo, box: [0, 0, 9, 9], terms: { strength: 'most' } }, false],
    [{ photo: 'x', box: [0, 0, 9, 9], terms: {} }, false],
    [{ photo, box: [0, 0, 9, 9], terms: {}, more: 1 }, false],
  ])('asks for J (%#): %s', (value, is) => {
    expect(isJndWish(value)).toBe(is);
  });

  it('carries of the options what decides J, and nothing else', () => {
    expect(termsOf({ strength: 'balanced', transferSteps: 0, decoySeed: 7, seed: 1 })).toEqual({
      strength: 'balanced',
      transferSteps: 0,
    });
  });
});
