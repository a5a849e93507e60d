import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useGestureSite } from '../support/gesture-fixture';
import { arrivesProtected } from '../support/gesture-oracle';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

/** Sends whatever it is given, by the file's name. */
const PAGES = {
  '/input': `<input id="go" type="file" accept="image/*,video/*" multiple><script>
    for (const type of ['input', 'change']) addEventListener(type, note);
    go.onchange = () => { for (const file of go.files) void send(file.name, file); };</script>`,
  '/shadow': `<upload-box id="go"></upload-box><script>
    customElements.define('upload-box', class extends HTMLElement {
      constructor() {
        super();
        const root = this.attachShadow({ mode: 'closed' });
        root.innerHTML = '<input type="file">';
        const input = root.firstChild;
        input.onchange = () => void send(input.files[0].name, input.files[0]);
        this.onclick = () => input.click();
      }
    });</script>`,
  '/drop': `<div id="zone" style="width: 300px; height: 200px; background: #ddd">drop here</div><script>
    zone.addEventListener('dragover', (event) => event.preventDefault());
    zone.addEventListener('drop', (event) => {
      note(event);
      event.preventDefault();
      for (const file of event.dataTransfer.files) void send(file.name, file);
    });</script>`,
};

const lab = useGestureSite(PAGES);
let film: string;
let picture: string;
let archive: string;
/** What the site had got before the test. */
let before: number;

beforeEach(() => {
  before = lab.site.got.length;
});

beforeAll(() => {
  const write = (name: string, content: string): string => {
    const path = join(lab.photos.folder, name);
    writeFileSync(path, content, 'latin1');
    return path;
  };
  film = write('film.mp4', '\0\0\0\x18ftypisom\0\0\x02\0isommp42 a film, as far as its head goes');
  picture = write('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  archive = write('archive.zip', 'PK\x05\x06 nothing to see');
});

const NOT_PROTECTED = textOf('error_not_a_photo');
const TRUSTED = [
  ['input', true],
  ['change', true],
];

async function arrivesAsItIs(path: string): Promise<void> {
  const sent = await until(path, () =>
    lab.site.got.slice(before).find(({ how }) => how === basename(path)),
  );
  expect(sent.bytes).toEqual(readFileSync(path));
}

/** How many files the panel says it of; what is read out besides has the file's name before it. */
async function timesTold(): Promise<number> {
  const lines = (await lab.tab.panel.text()).split('\n');
  return lines.filter((line) => line.trim() === NOT_PROTECTED).length;
}

describe('files that nothing is done about', () => {
  it.each(['film', 'letter'])(
    'pass by trusted events, and the panel says so (%s)',
    async (kind) => {
      const path = kind === 'film' ? film : lab.photos.pdf;
      await lab.open('/input');
      await lab.tab.choose('#go', path);
      await arrivesAsItIs(path);
      expect(await lab.tab.seen()).toEqual(TRUSTED);
      const text = await lab.tab.panel.shows(NOT_PROTECTED);
      expect(text).toContain(`${basename(path)}: ${NOT_PROTECTED}`);
      expect(text).toContain(textOf('panel_end').replace('$1', '1'));
      expect(text).toContain(textOf('panel_unchanged'));
      expect(text).not.toContain(textOf('panel_done'));
      expect(await lab.tab.panel.buttons()).toContain(textOf('panel_close'));
      expect(await timesTold()).toBe(1);
    },
  );

  it('are told of once each', async () => {
    await lab.open('/input');
    await lab.tab.choose('#go', film, archive, lab.photos.pdf);
    await arrivesAsItIs(archive);
    const text = await lab.tab.panel.shows(textOf('panel_end').replace('$1', '3'));
    expect(text).not.toContain('archive.zip');
    expect(await timesTold()).toBe(2);
  });

  it('are told of once where the gate listens in more than one place', async () => {
    await lab.open('/shadow');
    await lab.tab.choose('#go', film);
    await arrivesAsItIs(film);
    await lab.tab.panel.shows(NOT_PROTECTED);
    expect(await timesTold()).toBe(1);
  });

  it('are told of beside a photo too', async () => {
    await lab.open('/input');
    await lab.tab.choose('#go', lab.photos.noFace, film);
    await arrivesProtected(lab.site, basename(lab.photos.noFace), lab.photos.noFace);
    await arrivesAsItIs(film);
    const text = await lab.tab.panel.shows(textOf('panel_end').replace('$1', '2'));
    expect(text).toContain(textOf('outcome_no_face'));
    expect(text).toContain('film.mp4');
    expect(text).toContain(textOf('panel_done'));
    expect(text).not.toContain(textOf('panel_unchanged'));
    expect(await timesTold()).toBe(1);
  });

  it('are told of when a drawing comes alone, which is looked at first', async () => {
    await lab.open('/input');
    await lab.tab.choose('#go', picture);
    await arrivesAsItIs(picture);
    expect(await lab.tab.panel.shows(NOT_PROTECTED)).toContain('drawing.svg');
  });

  it('are told of when they are dropped', async () => {
    await lab.open('/drop');
    await lab.tab.drop('#zone', [film]);
    await arrivesAsItIs(film);
    expect(await lab.tab.seen()).toEqual([['drop', true]]);
    await lab.tab.panel.shows(NOT_PROTECTED);
  });

  it('are no matter where nobody would expect it', async () => {
    await lab.open('/input');
    await lab.tab.choose('#go', archive);
    await arrivesAsItIs(archive);
    expect(await lab.tab.seen()).toEqual(TRUSTED);
    await lab.tab.choose('#go', film);
    await lab.tab.panel.shows(NOT_PROTECTED);
    expect(await lab.tab.panel.text()).not.toContain('archive.zip');
  });
});
