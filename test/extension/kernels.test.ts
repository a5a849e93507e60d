import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../scripts/launch-chromium';
import { ExtensionJobs } from '../../scripts/protect/extension-jobs';
import { DIST } from '../support/extension-browser';
import { makeTestPhotos } from '../support/extension-photos';
import type { TestPhotos } from '../support/extension-photos';

let photos: TestPhotos;

beforeAll(async () => {
  photos = await makeTestPhotos();
});
afterAll(() => {
  photos.remove();
});

/** What is delivered of one photo and seed, after few steps. */
async function delivered(plainKernels: boolean): Promise<Buffer> {
  const browser = await launchChromium({ extensionDir: DIST, plainKernels });
  try {
    const jobs = await ExtensionJobs.open(browser);
    const options = { backend: 'wasm', seed: 1, transferSteps: 12, asDelivered: true } as const;
    const { bytes, why } = await jobs.protect(photos.oneFace, options, () => undefined);
    if (bytes === undefined) throw new Error(why);
    return Buffer.from(bytes);
  } finally {
    await browser.close();
  }
}

describe('the doubled kernels of a browser that we start', () => {
  it("deliver the same bytes as the kernels of people's own", async () => {
    const doubled = await delivered(false);
    expect(doubled.equals(await delivered(true))).toBe(true);
  }, 600_000);
});
