import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openExtension } from '../support/extension-browser';
import type { ExtensionBrowser } from '../support/extension-browser';
import { makeTestPhotos } from '../support/extension-photos';
import type { TestPhotos } from '../support/extension-photos';

let photos: TestPhotos;
let extension: ExtensionBrowser;

beforeAll(async () => {
  photos = await makeTestPhotos();
  // Not shared: an error on its list, or a request, would be that of another file.
  extension = await openExtension();
});
afterAll(async () => {
  await extension.close();
  photos.remove();
});

describe('the built extension', () => {
  it('loads without an error or a warning', async () => {
    const page = await extension.browser.newPage();
    await page.goto('chrome://extensions');
    const info = await page.evaluate(async (id) => {
      const { developerPrivate } = chrome as unknown as {
        developerPrivate: {
          getExtensionInfo(extensionId: string): Promise<Record<string, unknown>>;
        };
      };
      return developerPrivate.getExtensionInfo(id);
    }, extension.extensionId);
    expect(info).toMatchObject({
      name: 'Unnoticed',
      state: 'ENABLED',
      manifestErrors: [],
      runtimeErrors: [],
    });
    expect(info['installWarnings'] ?? []).toEqual([]);
  });

  it('opens its Studio without a word on the console, isolated from other origins', async () => {
    const said: string[] = [];
    const page = await extension.browser.newPage();
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(`chrome-extension://${extension.extensionId}/ui/studio/studio.html`);
    expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
    expect(await page.evaluate(() => document.querySelector('h1')?.textContent)).toBe('Unnoticed');
    expect(said).toEqual([]);
  });

  it('cannot reach the network from any of its rooms', async () => {
    const jobs = await extension.openJobPage();
    await jobs.run(photos.noFace);
    const [offscreen] = extension.offscreenTargets();
    const rooms = {
      studio: jobs.page,
      offscreen: await offscreen?.asPage(),
      worker: await extension.engineWorker(),
      background: await extension.serviceWorker(),
    };
    for (const [room, where] of Object.entries(rooms)) {
      for (const address of [
        'http://leak.example/',
        'https://www.google.com/',
        'http://127.0.0.1/',
      ]) {
        const tried = await where?.evaluate(
          (url) =>
            fetch(url, { mode: 'no-cors' }).then(
              () => 'sent',
              (error: unknown) => String(error),
            ),
          address,
        );
        expect(`${room} ${address} ${String(tried)}`).toContain('TypeError');
      }
    }
    expect(extension.requests).toEqual([]);
  });

  it('is watched by a proxy that would have seen a request', async () => {
    const page = await extension.browser.newPage();
    await page.goto('http://control.example/page');
    await page.goto('http://127.0.0.1:8099/local');
    expect(extension.requests).toContain('GET http://control.example/page');
    expect(extension.requests).toContain('GET http://127.0.0.1:8099/local');
  });
});
