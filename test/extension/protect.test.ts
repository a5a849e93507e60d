import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExtensionBrowser } from '../support/extension-browser';
import { bytesOf } from '../support/extension-job-page';
import type { JobNote, JobPage } from '../support/extension-job-page';
import { decode, makeTestPhotos } from '../support/extension-photos';
import type { TestPhotos } from '../support/extension-photos';
import { giveExtension } from '../support/shared-browsers';

/** Few steps for recognisers that nobody asks here; the tests of whole uploads take them all. */
const FEW = { backend: 'wasm', transferSteps: 12 } as const;

let photos: TestPhotos;
let extension: ExtensionBrowser;
let jobs: JobPage;
let first: JobNote;

giveExtension((shared) => {
  extension = shared;
});
beforeAll(async () => {
  photos = await makeTestPhotos();
  jobs = await extension.openJobPage();
  first = await jobs.run(photos.oneFace, { seed: 7, ...FEW });
});
afterAll(() => {
  photos.remove();
  expect(extension.requests).toEqual([]);
});

describe('a photo with a face', () => {
  it('is delivered with the face below its threshold, measured on the file', async () => {
    expect(first.report).toMatchObject({ outcome: 'protected', backend: 'wasm' });
    const [face] = first.report?.faces ?? [];
    expect(first.report?.faces).toHaveLength(1);
    expect(face?.protected).toBe(true);
    expect(face?.steps).toBeGreaterThan(0);
    for (const { before, after, threshold } of face?.recognisers ?? []) {
      expect(before).toBeGreaterThan(threshold);
      expect(after).toBeLessThan(threshold);
    }
    const delivered = bytesOf(first);
    expect(first.report?.bytesOut).toBe(delivered.length);
    expect(first.report?.bytesIn).toBe(readFileSync(photos.oneFace).length);
    const { width, height } = await decode(delivered);
    expect([width, height]).toEqual([600, 600]);
  });

  it('is timed phase by phase', () => {
    const { total = 0, ...phases } = first.report?.seconds ?? {};
    for (const seconds of Object.values(phases)) expect(seconds).toBeGreaterThan(0);
    const sum = Object.values(phases).reduce((all, seconds) => all + seconds, 0);
    expect(sum).toBeLessThanOrEqual(total + 0.005);
    expect(sum).toBeGreaterThan(total / 2);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const again = await jobs.run(photos.oneFace, { seed: 7, ...FEW });
    const other = await jobs.run(photos.oneFace, { seed: 8, ...FEW });
    expect(bytesOf(again).equals(bytesOf(first))).toBe(true);
    expect(bytesOf(other).equals(bytesOf(first))).toBe(false);
  });

  it('is not delivered when it may not take the steps that it needs', async () => {
    const end = await jobs.run(photos.oneFace, { seed: 7, ...FEW, maxSteps: 1 });
    expect(end).toMatchObject({
      type: 'failed',
      code: 'budget-exceeded',
      report: { outcome: 'failed', bytesOut: null, faces: [{ protected: false, steps: 1 }] },
    });
    expect(end.base64).toBeUndefined();
  });
});
