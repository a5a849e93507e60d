import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openExtension } from '../support/extension-browser';
import type { ExtensionBrowser } from '../support/extension-browser';
import type { JobPage } from '../support/extension-job-page';
import { makeTestPhotos } from '../support/extension-photos';
import type { TestPhotos } from '../support/extension-photos';

let photos: TestPhotos;
let extension: ExtensionBrowser;
let jobs: JobPage;

beforeAll(async () => {
  photos = await makeTestPhotos();
  // A WebGL 2 context that is there but computes on the processor, on any machine: arguments of its
  // own, and a graphics process that ends, so no browser that others share.
  extension = await openExtension('--use-angle=swiftshader', '--enable-unsafe-swiftshader');
  jobs = await extension.openJobPage();
});
afterAll(async () => {
  await extension.close();
  photos.remove();
  expect(extension.requests).toEqual([]);
});

describe('the backend', () => {
  it('is wasm where WebGL is only a software renderer', async () => {
    const { report } = await jobs.run(photos.noFace);
    expect(report).toMatchObject({ outcome: 'no-face', backend: 'wasm' });
  });

  it('is WebGL when that is asked for by name', async () => {
    const { report } = await jobs.run(photos.noFace, { backend: 'webgl' });
    expect(report).toMatchObject({ outcome: 'no-face', backend: 'webgl' });
  });

  it('is reported as lost when the graphics process goes away, and nothing is delivered', async () => {
    const [id = ''] = await jobs.start([photos.oneFace], { backend: 'webgl', timeoutMs: 160_000 });
    await jobs.reach(id, 'found');
    const session = await extension.browser.target().createCDPSession();
    await session.send('Browser.crashGpuProcess');
    expect(await jobs.end(id)).toMatchObject({ type: 'failed', code: 'backend-lost' });
    const { report } = await jobs.run(photos.noFace);
    expect(report).toMatchObject({ outcome: 'no-face', backend: 'wasm' });
  });
});
