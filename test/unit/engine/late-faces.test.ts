import { expect, test } from 'vitest';
import { isNew } from '../../../src/engine/late-faces';
import type { Box } from '../../../src/engine/photo';

const FACE: Box = [100, 100, 100, 120];

test.each<[string, Box, boolean]>([
  ['the face itself, seen a little elsewhere', [110, 95, 100, 120], false],
  ['the face itself, seen larger', [85, 85, 130, 150], false],
  ['a piece of it', [120, 120, 40, 50], false],
  ['a face behind it, of which it covers a sixth', [60, 40, 240, 300], true],
  ['a face beside it', [210, 100, 100, 120], true],
  ['a face as large before it, of which it covers six tenths', [138, 100, 100, 120], true],
  ['a small face at its edge, half of it outside', [180, 110, 40, 50], true],
])('%s', (_, box, expected) => {
  expect(isNew(box, [FACE])).toBe(expected);
  expect(isNew(box, [[900, 900, 50, 50], FACE])).toBe(expected);
});

test('where nothing is known everything is new', () => {
  expect(isNew(FACE, [])).toBe(true);
});
