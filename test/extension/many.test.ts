import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../support/extension-photos';
import { SiteBrowser } from '../support/site-browser';
import { extensionMemory } from '../support/site-memory';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { startSite } from '../support/site-server';
import type { SiteServer, Upload } from '../support/site-server';
import { SiteTab } from '../support/site-tab';
import { patternOf } from '../support/site-texts';
import { until } from '../support/site-until';

/** The product's bar for a photo of 12 megapixels; these are far smaller. */
const MEMORY_BAR_BYTES = 1.5e9;

let photos: SitePhotos;
let server: SiteServer;
let chromium: SiteBrowser;

beforeAll(async () => {
  photos = await makeSitePhotos();
  server = await startSite();
  // Not shared: its memory is measured.
  chromium = await SiteBrowser.open();
});
afterAll(async () => {
  await chromium.close();
  await server.close();
  photos.remove();
});

function arrived(count: number): Promise<readonly Upload[]> {
  return until(
    `${String(count)} uploads`,
    () => (server.uploads.length >= count ? server.uploads : undefined),
    150_000,
  );
}

describe('two tabs with ten photos at once', () => {
  it('keep their order, and the second does not wait for the whole of the first', async () => {
    const plain = await photos.plain(10);
    // The one with a face takes long enough for the second tab to come while the engine is busy.
    const many = [photos.otherFace, ...plain.slice(0, 7)];
    const few = plain.slice(7, 9);
    const first = await SiteTab.of(await chromium.visit(server.url));
    const second = await SiteTab.of(await chromium.visit(server.url));
    await first.choose(plain.slice(9));
    await arrived(1);
    const before = extensionMemory(chromium.browser);
    await first.choose(many);
    await first.panel.shows(patternOf('progress_step'), 150_000);
    await second.choose(few);
    const uploads = (await arrived(11)).slice(1);
    const after = extensionMemory(chromium.browser);
    process.stderr.write(`ten photos: extension process ${mega(before)} -> ${mega(after)} MB\n`);
    // In turns, two are ready long before the seven that were there first.
    const names = [...few, ...many].map((path) => basename(path));
    expect(uploads.map(({ name }) => name)).toEqual(names);
    for (const [i, path] of [...few, ...many].entries()) {
      if (path === photos.otherFace) continue;
      const one = await decode(uploads[i]?.bytes ?? Buffer.alloc(0));
      expect(one).toEqual(await decode(readFileSync(path)));
    }
    expect(after).toBeLessThan(MEMORY_BAR_BYTES);
  });
});

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
