import { expect, it } from 'vitest';
import { requiredPlatforms } from '../../../src/offscreen/worker/required-platforms';
import { PLATFORM_IDS } from '../../../src/shared/platforms';

it.each([
  ['what the order names', { platforms: ['jpeg-90-8mp'] }, ['jpeg-90-8mp']],
  ['everything, where it names nothing', {}, PLATFORM_IDS],
  ['nothing but the file, where it says so', { asDelivered: true }, []],
  ['the same, whatever it names', { asDelivered: true, platforms: ['jpeg-90-8mp'] }, []],
] as const)('a photo has to hold after %s', (_, order, required) => {
  expect(requiredPlatforms({ seed: 1, ...order })).toEqual(required);
});
