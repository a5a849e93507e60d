import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useGestureSite } from '../support/gesture-fixture';
import { arrivesProtected } from '../support/gesture-oracle';
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
  // A gallery that has its own way of moving pictures.
  '/gallery': `<img id="picture" width="60" height="60" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">
    <script>picture.addEventListener('dragstart', (event) => { note(event); event.preventDefault(); });</script>
    ${zone(`({ dataTransfer: { files } }) => { for (const file of files) void send('gallery', file); }`)}`,
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

const lab = useGestureSite(PAGES);

function sent(how: string): Promise<Buffer> {
  return until(how, () => lab.site.got.find((got) => got.how === how)?.bytes);
}

describe('a photo that is dropped', () => {
  it('reaches the page changed, by one drop in the same place', async () => {
    await lab.open('/files');
    await lab.tab.drop('#zone', [lab.photos.noFace, lab.photos.pdf]);
    await arrivesProtected(lab.site, 'no-face.jpg', lab.photos.noFace);
    expect(await sent('letter.pdf')).toEqual(readFileSync(lab.photos.pdf));
    expect(await lab.tab.seen()).toEqual([
      ['dragenter', true],
      ['first', false],
      ['drop', false],
      [expect.any(Number), 'zone', ['Files'], ['no-face.jpg', 'letter.pdf']],
    ]);
    await lab.tab.panel.shows(textOf('outcome_no_face'));
  });

  it('out of another page keeps its texts, in their order', async () => {
    await lab.open('/items');
    await lab.tab.drop(
      '#zone',
      [lab.photos.noFace],
      [
        { mimeType: 'text/uri-list', data: 'https://example.com/a.jpg' },
        { mimeType: 'text/html', data: '<img src="https://example.com/a.jpg">' },
      ],
    );
    await arrivesProtected(lab.site, 'item', lab.photos.noFace);
    expect((await sent('text/html')).toString()).toContain('<img src="https://example.com/a.jpg">');
    const items = (await lab.tab.seen()).slice(3) as [string, string][];
    expect(items).toContainEqual(['file', 'image/jpeg']);
    expect(items).toContainEqual(['string', 'text/uri-list']);
    expect(items).toContainEqual(['string', 'text/html']);
  });

  it('is there as an entry and as a handle', async () => {
    await lab.open('/entries');
    await lab.tab.drop('#zone', [lab.photos.noFace]);
    await arrivesProtected(lab.site, 'entry /no-face.jpg', lab.photos.noFace);
    await lab.tab.page.close();
    await lab.open('/handles');
    await lab.tab.drop('#zone', [lab.photos.noFace]);
    await arrivesProtected(lab.site, 'handle no-face.jpg', lab.photos.noFace);
  });

  it('onto a file field becomes a choice', async () => {
    await lab.open('/input');
    await lab.tab.drop('#zone', [lab.photos.noFace]);
    await arrivesProtected(lab.site, 'change', lab.photos.noFace);
    expect(await lab.tab.seen()).toEqual([
      ['drop', false],
      ['change', false],
    ]);
  });

  it('wakes an extension that sleeps', async () => {
    await lab.open('/files');
    const [next = ''] = await lab.photos.plain(1);
    await lab.chromium.stopServiceWorker();
    await lab.tab.drop('#zone', [next]);
    expect((await sent('plain-0.jpg')).length).toBeGreaterThan(0);
    expect(await lab.tab.seen()).toContainEqual(['drop', false]);
  });

  it('and fails is not seen by the page, whose overlay is told that the drag is over', async () => {
    await lab.open('/files');
    const before = lab.site.got.length;
    await lab.tab.drop('#zone', [lab.photos.truncated]);
    await lab.tab.panel.press(textOf('panel_leave_out'));
    await lab.tab.panel.shows(textOf('panel_end_nothing'));
    expect(await lab.tab.seen()).toEqual([
      ['dragenter', true],
      ['dragleave', false],
    ]);
    expect(lab.site.got).toHaveLength(before);
  });
});

describe('a picture that a page drags about in itself', () => {
  it('is left alone and trusted; the page has it already, and no file of it is to be had', async () => {
    await lab.open('/own');
    const { items } = await lab.tab.drag('#picture');
    await lab.tab.drop('#zone', [lab.photos.noFace], items);
    expect(await lab.tab.seen()).toContainEqual(['drop', true]);
    expect((await lab.tab.seen()).at(-1)).toEqual([
      expect.any(Number),
      'zone',
      expect.any(Array),
      [],
    ]);
    expect(await lab.tab.panel.text()).toBe('');
  });

  it('is like any other once it has left the page', async () => {
    await lab.open('/own');
    const { items } = await lab.tab.drag('#picture');
    await lab.tab.page.$eval('#picture', (picture) => {
      picture.remove();
    });
    await lab.tab.drop('#zone', [lab.photos.noFace], items);
    await lab.tab.panel.shows(textOf('outcome_no_face'));
    expect(await lab.tab.seen()).not.toContainEqual(['drop', true]);
  });
});

describe('a photo that is dropped after a drag that the page did not let begin', () => {
  it('is no drag of the page’s own', async () => {
    await lab.open('/gallery');
    const { page } = lab.tab;
    const picture = await page.waitForSelector('#picture');
    const { x = 0, y = 0 } = (await picture?.boundingBox()) ?? {};
    await page.mouse.move(x + 10, y + 10);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 60, { steps: 5 });
    await page.mouse.up();
    expect(await lab.tab.seen()).toEqual([['dragstart', true]]);
    await lab.tab.drop('#zone', [lab.photos.noFace]);
    await arrivesProtected(lab.site, 'gallery', lab.photos.noFace);
    expect(await lab.tab.seen()).not.toContainEqual(['drop', true]);
  });
});

describe('a rich text out of a word processor', () => {
  const rich = (rtf: string) => [
    { mimeType: 'text/rtf', data: rtf },
    { mimeType: 'text/html', data: '<b>words</b>' },
  ];

  it('goes as HTML alone where it holds pictures', async () => {
    await lab.open('/items');
    const hex = readFileSync(lab.photos.noFace).toString('hex');
    const before = lab.site.got.length;
    await lab.tab.drop('#zone', [], rich(String.raw`{\rtf1 words {\pict\jpegblip ${hex}}}`));
    const [got] = await until('the text', () =>
      lab.site.got.length > before ? lab.site.got.slice(before) : undefined,
    );
    expect([got?.how, got?.bytes.toString()]).toEqual(['text/html', '<b>words</b>']);
    expect((await lab.tab.seen()).slice(-2)).toEqual([
      ['drop', false],
      ['string', 'text/html'],
    ]);
    expect(await lab.tab.panel.text()).toBe('');
  });

  it('goes whole and trusted where it holds none', async () => {
    await lab.open('/items');
    await lab.tab.drop('#zone', [], rich(String.raw`{\rtf1 words}`));
    expect(await lab.tab.seen()).toContainEqual(['drop', true]);
    expect(await lab.tab.seen()).toContainEqual(['string', 'text/rtf']);
  });
});

describe('a drop without a photo', () => {
  it('is left alone and trusted', async () => {
    await lab.open('/files');
    await lab.tab.drop('#zone', [lab.photos.pdf], [{ mimeType: 'text/plain', data: 'words' }]);
    expect(await lab.tab.seen()).toEqual([
      ['dragenter', true],
      ['first', true],
      ['drop', true],
      [expect.any(Number), 'zone', ['text/plain', 'Files'], ['letter.pdf']],
    ]);
    await lab.tab.panel.shows(textOf('error_not_a_photo'));
  });
});
