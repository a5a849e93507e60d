import { expect, it } from 'vitest';
import { outputName } from '../../../src/shared/output-name';

it.each([
  ['photo.jpg', 'photo.protected.jpg'],
  ['IMG.2024.JPEG', 'IMG.2024.protected.JPEG'],
  ['photo', 'photo.protected'],
  ['.hidden', '.hidden.protected'],
])('names the result of %s %s', (name, result) => {
  expect(outputName(name)).toBe(result);
});
