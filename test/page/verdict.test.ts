import { beforeAll, describe, expect, it } from 'vitest';
import { giveLab } from '../support/page-browser';
import type { LabPage } from '../support/page-browser';
import type * as verdict from './verdict-entry';
import type { Verdict, Verdicts } from './verdict-entry';

let page: LabPage<typeof verdict>;
let found: Verdicts;

giveLab<typeof verdict>('verdict-entry', (one) => {
  page = one;
});
beforeAll(async () => {
  found = await page.lab.evaluate((lab) => lab.verdicts());
  process.stdout.write(`verdicts: ${JSON.stringify(found)}\n`);
}, 400_000);

/** By recogniser: how far the cosine is above its limit; below 0 it no longer matches. */
const above = ({ similarities, limits }: Verdict): number[] =>
  similarities.map((similarity, i) => similarity - (limits[i] ?? NaN));

function expectAlike(a: Verdict, b: Verdict): void {
  expect(a.similarities).toHaveLength(b.similarities.length);
  for (const [i, similarity] of a.similarities.entries()) {
    expect(Math.abs(similarity - (b.similarities[i] ?? NaN))).toBeLessThanOrEqual(0.01);
  }
}

describe('a photo protected on wasm', () => {
  it('is protected by the measure of both backends, for every recogniser', () => {
    const { wasm, webgl } = found.delivered;
    expect(found.outcome).toBe('protected');
    expect(found.steps).toBeGreaterThan(0);
    expect(wasm.found).toBe(true);
    expect(webgl.found).toBe(true);
    expect(wasm.similarities.length).toBeGreaterThan(1);
    expect(Math.max(...above(wasm))).toBeLessThan(0);
    expect(Math.max(...above(webgl))).toBeLessThan(0);
  });

  it('is measured alike on both backends, and as the report says', () => {
    const { wasm, webgl } = found.delivered;
    expectAlike(wasm, webgl);
    // The same backend, the same file. The engine searches more than one tile of it and reports the worst
    // view, so that the report may say a little more than this one look, and never less.
    for (const [i, similarity] of wasm.similarities.entries()) {
      const reported = found.reported[i] ?? NaN;
      expect(reported).toBeGreaterThan(similarity - 0.002);
      expect(reported).toBeLessThan(similarity + 0.01);
    }
  });

  it('was not protected before, by the measure of either', () => {
    const { wasm, webgl } = found.clean;
    expect(wasm.found).toBe(true);
    expect(webgl.found).toBe(true);
    expect(Math.min(...above(wasm))).toBeGreaterThanOrEqual(0);
    expect(Math.min(...above(webgl))).toBeGreaterThanOrEqual(0);
    expectAlike(wasm, webgl);
  });
});
