import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLab } from '../support/page-browser';
import type { LabPage } from '../support/page-browser';
import type * as verdict from './verdict-entry';
import type { Verdicts } from './verdict-entry';

let page: LabPage<typeof verdict>;
let found: Verdicts;

beforeAll(async () => {
  page = await openLab('verdict-entry');
  found = await page.lab.evaluate((lab) => lab.verdicts());
  process.stdout.write(`verdicts: ${JSON.stringify(found)}\n`);
}, 400_000);
afterAll(async () => {
  await page.close();
  expect(page.errors).toEqual([]);
});

describe('a photo protected on wasm', () => {
  it('is protected by the measure of both backends', () => {
    const { wasm, webgl } = found.delivered;
    expect(found.outcome).toBe('protected');
    expect(found.steps).toBeGreaterThan(0);
    expect(wasm.found).toBe(true);
    expect(webgl.found).toBe(true);
    expect(wasm.similarity).toBeLessThan(wasm.limit);
    expect(webgl.similarity).toBeLessThan(webgl.limit);
  });

  it('is measured alike on both backends, and as the report says', () => {
    const { wasm, webgl } = found.delivered;
    expect(Math.abs(wasm.similarity - webgl.similarity)).toBeLessThanOrEqual(0.01);
    // The same backend, the same file: the same number.
    expect(wasm.similarity).toBe(found.reported);
  });

  it('was not protected before, by the measure of either', () => {
    const { wasm, webgl } = found.clean;
    expect(wasm.found).toBe(true);
    expect(webgl.found).toBe(true);
    expect(wasm.similarity).toBeGreaterThanOrEqual(wasm.limit);
    expect(webgl.similarity).toBeGreaterThanOrEqual(webgl.limit);
    expect(Math.abs(wasm.similarity - webgl.similarity)).toBeLessThanOrEqual(0.01);
  });
});
