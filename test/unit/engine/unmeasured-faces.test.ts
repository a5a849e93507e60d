import { expect, test } from 'vitest';
import type { Box } from '../../../src/engine/photo';
import { unmeasuredFaces } from '../../../src/engine/unmeasured-faces';

const TURNED_AWAY: Box = [100, 100, 120, 120];
const COVERED: Box = [500, 100, 120, 120];
const SMALL: Box = [900, 100, 9, 11];

test('each kind is counted, and is not there where there is none', () => {
  const all = { tooSmall: [SMALL], unclear: [TURNED_AWAY, COVERED] };
  expect(unmeasuredFaces(all, [])).toEqual({ tooSmall: 1, unclear: 2 });
  expect(unmeasuredFaces({ tooSmall: [], unclear: [] }, [])).toEqual({});
});

test('one that was seen well enough later, and changed, is none any more', () => {
  const worked: Box[] = [
    [112, 108, 90, 110],
    [640, 100, 90, 110],
  ];
  const found = { tooSmall: [], unclear: [TURNED_AWAY, COVERED] };
  expect(unmeasuredFaces(found, worked)).toEqual({ unclear: 1 });
});
