import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { arrivesProtected } from '../support/gesture-oracle';
import { startGestureSite } from '../support/gesture-site';
import type { GestureSite } from '../support/gesture-site';
import { GestureTab } from '../support/gesture-tab';
import { SiteBrowser } from '../support/site-browser';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

/** A zone that accepts a drag and hands the drop to `take(event)`. */
function zone(take: string): string {
  return `<div id="zone" style="width: 300px; height: 200px; background: #ddd">drop here</div>
    <script>
      const take = ${take};
      for (const type of ['dragenter', 'dragleave', 'drop']) zone.addEventListener(type, note);
      addEventListener('drop', (event) => seen.push(['first', event.isTrusted]), true);
      zone.addEventListener('dragover', (event) => event.preventDefault());
      zone.addEventListener('drop', (event) => { event.preventDefault(); take(event); });
    </script>`;
}

const PAGES = {
  '/files': zone(`(event) => {
    const { dataTransfer: { files, types }, clientX, target } = event;
    seen.push([clientX, target.id, [...types], [...files].map(({ name }) => name)]);
    for (const file of files) void send(file.name, file);
  }`),
  '/own': `<img id="picture" width="60" height="60" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">
    ${zone(`({ dataTransfer: { files, types }, clientX, target }) => {
      seen.push([clientX, target.id, [...types], [...files].map(({ name }) => name)]);
    }`)}`,
  '/items': zone(`({ dataTransfer: { items } }) => {
    for (const item of items) {
      seen.push([item.kind, item.type]);
      if (item.kind === 'file') void send('item', item.getAsFile());
      else item.getAsString((text) => void send(item.type, text));
    }
  }`),
  '/entries': zone(`({ dataTransfer: { items } }) => {
    const walk = (entry) => {
      seen.push(entry.fullPath);
      if (entry.isFile) entry.file((file) => void send('entry ' + entry.fullPath, file));
      else {
        const reader = entry.createReader();
        const more = (entries) => {
          if (entries.length === 0) return;
          entries.forEach(walk);
          reader.readEntries(more);
        };
        reader.readEntries(more);
      }
    };
    [...items].map((item) => item.webkitGetAsEntry()).forEach(walk);
  }`),
  '/handles': zone(`async ({ dataTransfer: { items } }) => {
    const walk = async (handle, path) => {
      if (!(handle instanceof FileSystemHandle)) throw new Error('no handle');
      if (handle.kind === 'file') await send('handle ' + path, await handle.getFile());
      else for await (const one of handle.values()) await walk(one, path + '/' + one.name);
    };
    for (const handle of await Promise.all([...items].map((item) => item.getAsFileSystemHandle()))) {
      await walk(handle, handle.name);
    }
  }`),
  '/input': `<input id="zone" type="file" style="width: 300px; height: 100px">
    <script>
      zone.addEventListener('drop', note);
      zone.addEventListener('change', (event) => {
        note(event);
        void send('change', zone.files[0]);
      });
    </script>`,
};

let photos: SitePhotos;
let site: GestureSite;
let chromium: SiteBrowser;
let tab: GestureTab;

beforeAll(async () => {
  photos = await makeSitePhotos();
  site = await startGestureSite(PAGES);
  chromium = await SiteBrowser.open();
});
afterAll(async () => {
  await chromium.close();
  await site.close();
  photos.remove();
});
afterEach(async () => {
  await tab.page.close();
});

async function open(path: keyof typeof PAGES): Promise<void> {
  tab = await GestureTab.open(chromium, `${site.origin}${path}`);
}

function sent(how: string): Promise<Buffer> {
  return until(how, () => site.got.find((got) => got.how === how)?.bytes);
}

describe('a photo that is dropped', () => {
  it('reaches the page changed, by one drop in the same place', async () => {
    await open('/files');
    await tab.drop('#zone', [photos.noFace, photos.pdf]);
    await arrivesProtected(site, 'no-face.jpg', photos.noFace);
    expect(await sent('letter.pdf')).toEqual(readFileSync(photos.pdf));
    expect(await tab.seen()).toEqual([
      ['dragenter', true],
      ['first', false],
      ['drop', false],
      [expect.any(Number), 'zone', ['Files'], ['no-face.jpg', 'letter.pdf']],
    ]);
    await tab.panel.shows(textOf('outcome_no_face'));
  });

  it('out of another page keeps its texts, in their order', async () => {
    await open('/items');
    await tab.drop(
      '#zone',
      [photos.noFace],
      [
        { mimeType: 'text/uri-list', data: 'https://example.com/a.jpg' },
        { mimeType: 'text/html', data: '<img src="https://example.com/a.jpg">' },
      ],
    );
    await arrivesProtected(site, 'item', photos.noFace);
    expect((await sent('text/html')).toString()).toContain('<img src="https://example.com/a.jpg">');
    const items = (await tab.seen()).slice(3) as [string, string][];
    expect(items).toContainEqual(['file', 'image/jpeg']);
    expect(items).toContainEqual(['string', 'text/uri-list']);
    expect(items).toContainEqual(['string', 'text/html']);
  });

  it('is there as an entry and as a handle', async () => {
    await open('/entries');
    await tab.drop('#zone', [photos.noFace]);
    await arrivesProtected(site, 'entry /no-face.jpg', photos.noFace);
    await tab.page.close();
    await open('/handles');
    await tab.drop('#zone', [photos.noFace]);
    await arrivesProtected(site, 'handle no-face.jpg', photos.noFace);
  });

  it('onto a file field becomes a choice', async () => {
    await open('/input');
    await tab.drop('#zone', [photos.noFace]);
    await arrivesProtected(site, 'change', photos.noFace);
    expect(await tab.seen()).toEqual([
      ['drop', false],
      ['change', false],
    ]);
  });

  it('wakes an extension that sleeps', async () => {
    await open('/files');
    const [next = ''] = await photos.plain(1);
    await chromium.stopServiceWorker();
    await tab.drop('#zone', [next]);
    expect((await sent('plain-0.jpg')).length).toBeGreaterThan(0);
    expect(await tab.seen()).toContainEqual(['drop', false]);
  });

  it('and fails is not seen by the page, whose overlay is told that the drag is over', async () => {
    await open('/files');
    const before = site.got.length;
    await tab.drop('#zone', [photos.truncated]);
    await tab.panel.press(textOf('panel_leave_out'));
    await tab.panel.shows(textOf('panel_end_nothing'));
    expect(await tab.seen()).toEqual([
      ['dragenter', true],
      ['dragleave', false],
    ]);
    expect(site.got).toHaveLength(before);
  });
});

describe('a picture that a page drags about in itself', () => {
  it('is left alone and trusted; the page has it already, and no file of it is to be had', async () => {
    await open('/own');
    const { items } = await tab.drag('#picture');
    await tab.drop('#zone', [photos.noFace], items);
    expect(await tab.seen()).toContainEqual(['drop', true]);
    expect((await tab.seen()).at(-1)).toEqual([expect.any(Number), 'zone', expect.any(Array), []]);
    expect(await tab.panel.text()).toBe('');
  });

  it('is like any other once it has left the page', async () => {
    await open('/own');
    const { items } = await tab.drag('#picture');
    await tab.page.$eval('#picture', (picture) => {
      picture.remove();
    });
    await tab.drop('#zone', [photos.noFace], items);
    await tab.panel.shows(textOf('outcome_no_face'));
    expect(await tab.seen()).not.toContainEqual(['drop', true]);
  });
});

describe('a drop without a photo', () => {
  it('is left alone and trusted', async () => {
    await open('/files');
    await tab.drop('#zone', [photos.pdf], [{ mimeType: 'text/plain', data: 'words' }]);
    expect(await tab.seen()).toEqual([
      ['dragenter', true],
      ['first', true],
      ['drop', true],
      [expect.any(Number), 'zone', ['text/plain', 'Files'], ['letter.pdf']],
    ]);
    expect(await tab.panel.text()).toBe('');
  });
});
