import { describe, expect, it } from 'vitest';
import type { SourceFormat } from '../../src/offscreen/codecs/file-format';
import { giveLab } from '../support/page-browser';
import type { LabPage } from '../support/page-browser';
import type * as outsidePatch from './outside-patch-entry';

let page: LabPage<typeof outsidePatch>;

giveLab<typeof outsidePatch>('outside-patch-entry', (one) => {
  page = one;
});

const jpeg = { format: 'jpeg', quality: 85, progressive: false } as const;

/**
 * How far a change reaches: to the end of its JPEG block, and with 4:2:0 one chroma sample (two
 * pixels) further, because the decoder smooths between chroma samples. Lossy WebP predicts blocks
 * from their neighbours, so a change there may reach any pixel: nothing is claimed.
 */
const FORMATS: readonly [string, SourceFormat, grid: number, margin: number][] = [
  ['JPEG 4:4:4', { ...jpeg, subsampling: '4:4:4' }, 8, 0],
  ['JPEG 4:2:0', { ...jpeg, subsampling: '4:2:0' }, 16, 2],
  ['PNG', { format: 'png', hasAlpha: false }, 1, 0],
  ['lossless WebP', { format: 'webp', lossless: true, hasAlpha: false }, 1, 0],
];

describe('outside of the face patch', () => {
  it.each(FORMATS)('%s decodes as if nothing was done', async (name, format, grid, margin) => {
    const found = await page.lab.evaluate(
      (lab, ...how) => lab.difference(...how),
      format,
      grid,
      margin,
    );
    process.stdout.write(`${name}: ${JSON.stringify(found)}\n`);
    expect(found.rounds).toBeGreaterThan(0);
    expect(found.insideChanged).toBeGreaterThan(found.inside / 20);
    expect(found.outside).toBeGreaterThan(found.inside / 5);
    expect(found.outsideChanged).toBe(0);
  });
});
