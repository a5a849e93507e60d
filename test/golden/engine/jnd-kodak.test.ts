import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startWasm } from '../../../bench/support/engine-in-node';
import { PROTOCOLS } from '../../../bench/support/jnd-protocols';
import type { Photo } from '../../../src/engine/photo';
import { seededRandom } from '../../../src/engine/seeded-random';
import { decodeFile } from '../../../src/offscreen/codecs';
import { codecs } from '../../support/codec-wasm';

const DATA = process.env['UNNOTICED_DATA'] ?? join(import.meta.dirname, '../../../../shared/data');
const KODAK = join(DATA, 'kodak');
const NUMBERS = Array.from({ length: 24 }, (_, i) => String(i + 1).padStart(2, '0'));

if (!existsSync(KODAK)) {
  console.warn(
    `No photos in ${KODAK}: set UNNOTICED_DATA to hold noise at threshold against print.`,
  );
}

/** What noise at threshold has to be near, dB; the figures are in bench/support/jnd-protocols.ts. */
const CHECKED: readonly (readonly [model: string, what: RegExp])[] = [
  ['Chou & Li', /^grey/],
  ['Yang', /^grey/],
  ['Yang', /half the resolution/],
];

describe.skipIf(!existsSync(KODAK))('noise at threshold on the Kodak photos', () => {
  const photos: Photo[] = [];

  beforeAll(async () => {
    await startWasm();
    for (const number of NUMBERS) {
      const bytes = new Uint8Array(readFileSync(join(KODAK, `kodim${number}.png`)));
      photos.push((await decodeFile(bytes, codecs)).photo);
    }
  }, 120_000);

  test.each(CHECKED)(
    '%s, %s: within 1 dB of the published average',
    async (model, what) => {
      const protocol = PROTOCOLS.find((one) => one.model === model && what.test(one.what));
      if (protocol?.published === undefined) throw new Error('There is no published figure');
      const random = seededRandom(1);
      let sum = 0;
      for (const photo of photos) sum += await protocol.psnr(photo, random);
      const mean = sum / photos.length;
      process.stdout.write(`${model}, ${protocol.what}: ${mean.toFixed(2)} dB\n`);
      expect(Math.abs(mean - protocol.published)).toBeLessThan(1);
    },
    240_000,
  );
});
