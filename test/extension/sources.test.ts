import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { arrivesProtected, expectNoOriginal } from '../support/gesture-oracle';
import { startGestureSite } from '../support/gesture-site';
import type { GestureSite } from '../support/gesture-site';
import { GestureTab } from '../support/gesture-tab';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

/** Takes what the drop's items give, later than the drop. */
function zone(take: string): string {
  return `<div id="zone" style="width: 300px; height: 200px; background: #ddd">drop here</div>
    <script>
      const take = ${take};
      const fail = (how) => (error) => seen.push([how, error.name]);
      zone.addEventListener('dragover', (event) => event.preventDefault());
      zone.addEventListener('drop', (event) => { event.preventDefault(); note(event); take(event); });
    </script>`;
}

const PAGES = {
  '/entries': zone(`({ dataTransfer: { items } }) => {
    const walk = (entry) => {
      if (entry.isFile) {
        entry.file((file) => void send('entry ' + entry.fullPath, file), fail(entry.name));
        return;
      }
      const reader = entry.createReader();
      const more = () => reader.readEntries((entries) => {
        entries.forEach(walk);
        if (entries.length > 0) more();
      });
      more();
    };
    [...items].map((item) => item.webkitGetAsEntry()).forEach(walk);
  }`),
  '/handles': zone(`async ({ dataTransfer: { items } }) => {
    const walk = async (handle) => {
      if (handle instanceof FileSystemFileHandle) {
        await send('handle ' + handle.name, await handle.getFile());
      } else for await (const one of handle.values()) await walk(one);
    };
    for (const handle of await Promise.all([...items].map((item) => item.getAsFileSystemHandle()))) {
      await walk(handle).catch(fail('walk'));
    }
  }`),
  // Keeps the handle of a folder, which no gate touches, and takes the file out of its database later.
  '/stored': zone(`async ({ dataTransfer: { items } }) => {
    const folder = await items[0].getAsFileSystemHandle();
    const photo = await folder.getFileHandle('one.jpg');
    const opening = indexedDB.open('kept', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('handles');
    await new Promise((done) => (opening.onsuccess = done));
    const store = () => opening.result.transaction('handles', 'readwrite').objectStore('handles');
    const writing = store().put(photo, 'photo');
    await new Promise((done) => (writing.onsuccess = done));
    const reading = store().get('photo');
    await new Promise((done) => (reading.onsuccess = done));
    const first = await reading.result.getFile();
    await send('stored', first);
    seen.push(['same again', await reading.result.getFile() === first, first instanceof File]);
  }`),
  // Copies what was dropped into the old file system of the page, under a name of no picture.
  '/copied': zone(`({ dataTransfer: { items } }) => {
    seen.push(typeof webkitRequestFileSystem);
    const [entry] = [...items].map((item) => item.webkitGetAsEntry());
    const failed = (error) => seen.push(error.name);
    webkitRequestFileSystem(0, 1 << 26, ({ root }) => {
      const take = (copy) => copy.file((file) => void send('copied', file), failed);
      entry.copyTo(root, 'upload.bin', take, failed);
      entry.moveTo(root, 'moved.bin', take, failed);
      root.getFile('own.jpg', { create: true }, (own) => {
        own.copyTo(root, 'own.bin', () => seen.push('own'), failed);
      }, failed);
    }, failed);
  }`),
  // The browser's own entries of what is dropped on an input, beside its files.
  '/input': `<input type="file" multiple id="zone" style="width: 300px; height: 200px"><script>
    zone.onchange = () => {
      note(event);
      for (const entry of zone.webkitEntries) entry.file((file) => void send('entry ' + file.name, file));
      for (const file of zone.files) void send('file ' + file.name, file);
    };</script>`,
  '/channel': `<button id="go">go</button><script>
    go.onclick = async () => {
      const root = await navigator.storage.getDirectory();
      const [handle, nameless, letter] = await Promise.all(['photo.jpg', 'IMG_0001', 'letter.pdf']
        .map((name) => root.getFileHandle(name, { create: true })));
      class Album { constructor(held) { this.held = held; } }
      const channel = new BroadcastChannel('elsewhere');
      for (const message of [
        handle,
        nameless,
        new Map([['photos', new Set([handle])]]),
        new Map([[handle, 1]]),
        new Album([[[[{ deep: handle }]]]]),
        { numbers: Array(3000).fill(0), texts: Array(3000).fill('a'), handle },
        new Map([['words', new Set([1])]]),
        letter,
      ]) {
        try {
          channel.postMessage(message);
          seen.push('sent');
        } catch (error) {
          seen.push(error.name);
        }
      }
    };</script>`,
  '/clipboard': `<button id="go">go</button><script>
    go.onclick = () => navigator.clipboard.read().then(
      (items) => seen.push(items.length),
      (error) => seen.push([error instanceof DOMException, error.name]),
    );</script>`,
  // A photo editor keeps files of its own in its private storage.
  '/private': `<button id="go">go</button><script>
    go.onclick = async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('own.jpg', { create: true });
      const writable = await handle.createWritable();
      await writable.write('made by the page');
      await writable.close();
      seen.push(await (await handle.getFile()).text());
    };</script>`,
};

let photos: SitePhotos;
let folder: string;
let site: GestureSite;
let chromium: SiteBrowser;
let tab: GestureTab;

giveSite((shared) => {
  chromium = shared;
});
beforeAll(async () => {
  photos = await makeSitePhotos();
  folder = join(photos.folder, 'holiday');
  mkdirSync(join(folder, 'day'), { recursive: true });
  copyFileSync(photos.noFace, join(folder, 'one.jpg'));
  copyFileSync(photos.noFace, join(folder, 'day', 'two.jpg'));
  copyFileSync(photos.pdf, join(folder, 'ticket.pdf'));
  site = await startGestureSite(PAGES);
});
afterAll(async () => {
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

async function whenSeen(count: number): Promise<unknown[]> {
  return until(`${String(count)} notes`, async () => {
    const seen = await tab.seen();
    return seen.length >= count ? seen : undefined;
  });
}

describe('a folder that is dropped', () => {
  it('is the real one, trusted; its photos come out of its entries changed', async () => {
    await open('/entries');
    await tab.drop('#zone', [folder]);
    await arrivesProtected(site, 'entry /holiday/one.jpg', photos.noFace);
    await arrivesProtected(site, 'entry /holiday/day/two.jpg', photos.noFace);
    expect(await sent('entry /holiday/ticket.pdf')).toEqual(readFileSync(photos.pdf));
    expect(await tab.seen()).toEqual([['drop', true]]);
  });

  it('beside a photo goes with it, and so do its handles', async () => {
    await open('/handles');
    await tab.drop('#zone', [photos.noFace, folder]);
    await arrivesProtected(site, 'handle no-face.jpg', photos.noFace);
    await arrivesProtected(site, 'handle one.jpg', photos.noFace);
    await arrivesProtected(site, 'handle two.jpg', photos.noFace);
    expect(await sent('handle ticket.pdf')).toEqual(readFileSync(photos.pdf));
    expect(await tab.seen()).toEqual([['drop', false]]);
  });

  it('refuses a photo that fails, in the way that a page knows', async () => {
    const bad = join(photos.folder, 'bad');
    mkdirSync(bad);
    copyFileSync(photos.truncated, join(bad, 'bad.jpg'));
    for (const [path, name] of [
      ['/entries', 'bad.jpg'],
      ['/handles', 'walk'],
    ] as const) {
      await open(path);
      await tab.drop('#zone', [bad]);
      await tab.panel.press(textOf('panel_leave_out'));
      expect((await whenSeen(2))[1]).toEqual([name, 'NotAllowedError']);
      if (path === '/entries') await tab.page.close();
    }
    expectNoOriginal(site, photos.truncated);
  });
});

describe('a handle out of a database', () => {
  it('gives the changed photo, and the same one again without a second job', async () => {
    await open('/stored');
    await tab.drop('#zone', [folder]);
    await arrivesProtected(site, 'stored', photos.noFace);
    expect((await whenSeen(2))[1]).toEqual(['same again', true, true]);
  });
});

describe('an entry that a page copies elsewhere', () => {
  it('brings no original', async () => {
    await open('/copied');
    await tab.drop('#zone', [photos.noFace]);
    expect(await whenSeen(5)).toEqual([
      ['drop', false],
      'function',
      'NotAllowedError',
      'NotAllowedError',
      'own',
    ]);
    expectNoOriginal(site, photos.noFace);
  });
});

describe('a photo that is dropped on an input', () => {
  it('comes changed, by its files and by any entry that the browser makes of it', async () => {
    await open('/input');
    await tab.drop('#zone', [photos.noFace]);
    await arrivesProtected(site, 'file no-face.jpg', photos.noFace);
    expectNoOriginal(site, photos.noFace);
  });
});

describe('a clipboard that the person does not let a page read', () => {
  it('is refused as without us', async () => {
    const session = await chromium.browser.target().createCDPSession();
    await session.send('Browser.setPermission', {
      permission: { name: 'clipboard-read' },
      setting: 'denied',
      origin: site.origin,
    });
    await open('/clipboard');
    await tab.page.click('#go');
    expect(await whenSeen(1)).toEqual([[true, 'NotAllowedError']]);
    expect(await tab.panel.text()).toBe('');
  });
});

describe('a handle that may be of a photo, on its way to another world', () => {
  it('is found wherever it lies in a message', async () => {
    await open('/channel');
    await tab.page.click('#go');
    expect(await whenSeen(8)).toEqual([...Array<string>(6).fill('DataCloneError'), 'sent', 'sent']);
  });
});

describe('a file of the page’s own private storage', () => {
  it('is none of our business', async () => {
    await open('/private');
    await tab.page.click('#go');
    expect(await whenSeen(1)).toEqual(['made by the page']);
    expect(await tab.panel.text()).toBe('');
  });
});
