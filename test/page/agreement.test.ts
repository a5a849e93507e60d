import { describe, expect, it } from 'vitest';
import type { Augmentation } from '../../src/engine/attack/transforms/augmentation';
import type { Box } from '../../src/engine/photo';
import { giveLab } from '../support/page-browser';
import type { LabPage } from '../support/page-browser';
import type * as agreement from './agreement-entry';

let page: LabPage<typeof agreement>;

giveLab<typeof agreement>('agreement-entry', (one) => {
  page = one;
});

const report = (what: string, figures: unknown): void => {
  process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);
};

describe('wasm and WebGL', () => {
  it.each(['sample1', 'sample6'] as const)('embed the faces of %s alike', async (name) => {
    const cosines = await page.lab.evaluate((lab, photo) => lab.embeddingCosines(photo), name);
    report(`embedding cosines, ${name}`, { faces: cosines.length, least: Math.min(...cosines) });
    expect(cosines.length).toBeGreaterThanOrEqual(3);
    expect(Math.min(...cosines)).toBeGreaterThanOrEqual(0.999);
  });

  it('find the same faces in the same places', async () => {
    const region: Box = [300, 200, 640, 480];
    const found = await page.lab.evaluate((lab, box) => lab.detection(box), region);
    report('detection', found);
    expect(found.onWasm).toBeGreaterThanOrEqual(1);
    expect(found.onWebgl).toBe(found.onWasm);
    // The box is on whole pixels: one pixel of a side of 60 is 0.98.
    expect(Math.min(...found.overlaps)).toBeGreaterThanOrEqual(0.95);
    expect(found.landmarkShift).toBeLessThanOrEqual(0.25);
  });

  // A sum of 25 floats of up to 255 x 8 is off by some 1e-4 levels at most, and what follows scales
  // it by less than 1; a filter or a branch gone wrong is off by whole levels. What the attack uses
  // is J in whole levels: that may differ only where J is a whole number but for the rounding.
  it.each(['chou-li', 'yang'] as const)('compute the same %s map to 0.01 levels', async (name) => {
    const map = await page.lab.evaluate((lab, model) => lab.jnd(model), name);
    report(`JND, ${name}`, map);
    expect(map.samples).toBe(384 * 320 * 3);
    expect(map.largestThreshold).toBeGreaterThan(3);
    expect(map.largestDifference).toBeLessThanOrEqual(0.01);
    expect(map.otherCeiling).toBeLessThanOrEqual(0.001);
  });

  // It counts orientations: where one lies on the border of its bin, or a gradient on that of being
  // smooth, rounding decides, and moves the threshold by levels.
  it('compute the same wu map to 0.01 levels but in few samples', async () => {
    const map = await page.lab.evaluate((lab) => lab.jnd('wu'));
    report('JND, wu', map);
    expect(map.largestThreshold).toBeGreaterThan(3);
    expect(map.apart).toBeLessThanOrEqual(0.001);
    expect(map.otherCeiling).toBeLessThanOrEqual(0.001);
  });

  const moved = { scale: 1.02, shiftX: 1.5, shiftY: -1, angle: 2 * (Math.PI / 180) };
  const augmentations: readonly [string, Augmentation][] = [
    ['as it is', { scale: 1, shiftX: 0, shiftY: 0, angle: 0, platform: { kind: 'none' as const } }],
    ['moved and turned', { ...moved, platform: { kind: 'none' } }],
    ['moved, turned and blurred', { ...moved, platform: { kind: 'blur', sigma: 0.5 } }],
  ];
  it.each(augmentations)('agree on the gradient of the patch %s', async (name, augmentation) => {
    const found = await page.lab.evaluate((lab, how) => lab.gradient(how), augmentation);
    report(`gradient, ${name}`, found);
    expect(found.norm).toBeGreaterThan(0.001);
    expect(found.cosine).toBeGreaterThanOrEqual(0.99);
    expect(found.ratio).toBeGreaterThan(0.98);
    expect(found.ratio).toBeLessThan(1.02);
    expect(Math.abs(found.similarities[0] - found.similarities[1])).toBeLessThan(0.001);
  });
});
