import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { SECRET, scanOf } from './extension-photos';
import { sha256 } from './gesture-site';
import type { Got, GestureSite } from './gesture-site';
import { until } from './site-until';

/**
 * Waits for what the page sends of a photo without a face: its pixels, byte for byte, and nothing of
 * its metadata, so that the file that arrives is never the one that was chosen. Nothing that the
 * site was ever sent may be or hold the chosen file.
 */
export async function arrivesProtected(site: GestureSite, how: string, path: string): Promise<Got> {
  const original = readFileSync(path);
  const one = await until(`the site gets ${how}`, () => site.got.find((got) => got.how === how));
  expect(sha256(one.bytes)).not.toBe(sha256(original));
  expect(one.bytes.includes(scanOf(original))).toBe(true);
  expectNoOriginal(site, path);
  return one;
}

export function expectNoOriginal(site: GestureSite, path: string): void {
  const original = readFileSync(path);
  const leaks = site.got.filter(
    ({ bytes }) =>
      sha256(bytes) === sha256(original) || bytes.includes(original) || bytes.includes(SECRET),
  );
  expect(leaks.map(({ how }) => how)).toEqual([]);
}
