import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isPossibleImage } from '../../../src/content/gate/possible-image';

/** The list of endings as it stands in a source file: the two worlds cannot import each other's. */
function listIn(room: string): string | undefined {
  const source = readFileSync(`src/content/${room}/possible-image.ts`, 'utf8');
  return /IMAGE_NAME =\s*(\/.*\/i);/.exec(source)?.[1];
}

describe('what may be a photo', () => {
  it('is the same in both worlds', () => {
    expect(listIn('gate')).toMatch(/jpe\?g/);
    expect(listIn('page-world')).toBe(listIn('gate'));
  });

  it.each([
    ['image/jpeg', 'a', true],
    ['IMAGE/PNG', 'a', true],
    ['', 'a', true],
    ['application/octet-stream', 'a.HEIC', true],
    ['video/mp4', 'a.mp4', false],
    ['application/pdf', 'my.jpg.pdf', false],
  ])('%s %s: %s', (type, name, isOne) => {
    expect(isPossibleImage({ type, name })).toBe(isOne);
  });
});
