import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodeFile, encodeFile } from '../../src/offscreen/codecs';
import type { FaceBox } from '../../src/shared/report';
import { codecs } from '../support/codec-wasm';
import { SECRET, scanOf } from '../support/extension-photos';
import { shrinkTo } from '../support/oracle-pixels';
import { leaksIn, problemsOf } from '../support/oracle-upload';
import type { Evidence } from '../support/oracle-upload';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';
import { watchHost } from '../support/site-delivered';
import { ONE_FACE_BOX, OTHER_FACE_BOX, makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { startSite } from '../support/site-server';
import type { SiteServer, Upload } from '../support/site-server';
import { SiteTab } from '../support/site-tab';
import { patternOf, textOf } from '../support/site-texts';
import { until } from '../support/site-until';

let photos: SitePhotos;
let server: SiteServer;
let chromium: SiteBrowser;
let delivered: () => Promise<Buffer[]>;
let tab: SiteTab;

/** What the first test saw, for the oracle's own tests. */
let evidence: Evidence;

giveSite((shared) => {
  chromium = shared;
});
beforeAll(async () => {
  photos = await makeSitePhotos();
  server = await startSite();
  await chromium.ask('ensureEngine', null);
  delivered = await watchHost(await chromium.host());
});
afterAll(async () => {
  await server.close();
  photos.remove();
});
afterEach(async () => {
  await tab.page.close();
});

async function openSite(): Promise<void> {
  tab = await SiteTab.of(await chromium.visit(server.url));
}

/** Chooses files on the page; gives what the server then got of them. */
async function upload(paths: readonly string[], button?: string): Promise<Upload[]> {
  const before = server.uploads.length;
  await tab.choose(paths, button);
  return arrived(before, paths.length);
}

function arrived(before: number, count: number): Promise<Upload[]> {
  return until(
    `${String(count)} uploads`,
    () => (server.uploads.length >= before + count ? server.uploads.slice(before) : undefined),
    150_000,
  );
}

/** What the engine host handed over for a photo: the one file of it that arrived so, or the last. */
async function deliveredAs(upload: Upload | undefined): Promise<Buffer> {
  const made = await delivered();
  const same = made.find((bytes) => upload !== undefined && bytes.equals(upload.bytes));
  const bytes = same ?? made.at(-1);
  if (bytes === undefined) throw new Error('The engine host delivered nothing');
  return bytes;
}

async function evidenceOf(
  path: string,
  boxes: readonly FaceBox[],
  one?: Upload,
): Promise<Evidence> {
  return {
    original: readFileSync(path),
    delivered: await deliveredAs(one),
    boxes,
    arrived: one?.bytes,
    touched: await tab.touched(),
    secrets: [SECRET],
  };
}

/** The page saw nothing at all of what was chosen. */
async function expectNothing(uploadsBefore: number): Promise<void> {
  expect(await tab.events()).toEqual([]);
  expect(await tab.touched()).toEqual([]);
  expect(server.uploads).toHaveLength(uploadsBefore);
}

describe('a photo with a face', () => {
  it('reaches the page changed, by one clean pair of events', async () => {
    await openSite();
    const [one] = await upload([photos.oneFace]);
    evidence = await evidenceOf(photos.oneFace, [ONE_FACE_BOX], one);
    expect(await problemsOf(evidence)).toEqual([]);
    expect(one).toMatchObject({ name: 'one-face.jpg', type: 'image/jpeg' });
    const seen = (await tab.events()).map(({ where, type, names }) => [where, type, names]);
    const names = ['one-face.jpg'];
    expect(seen).toEqual([
      ['window', 'input', names],
      ['document', 'input', names],
      ['window', 'change', names],
      ['document', 'change', names],
    ]);
    expect(await tab.panel.shows(patternOf('verdict_stopped_one'))).not.toMatch(
      /protected|guaranteed/i,
    );
  });

  it('is answered from the cache when it is chosen again', async () => {
    await openSite();
    const made = (await delivered()).length;
    const [one] = await upload([photos.oneFace]);
    process.stderr.write(`same photo again: ${(await tab.waitedMs()).toFixed(0)} ms (bar 300)\n`);
    expect(one?.bytes.equals(Buffer.from(evidence.delivered))).toBe(true);
    const again = await evidenceOf(photos.oneFace, [ONE_FACE_BOX], one);
    expect(await problemsOf(again)).toEqual([]);
    // The engine draws a new seed for each job: the same bytes are the ones that were kept.
    expect((await delivered()).length).toBeLessThanOrEqual(made + 1);
  });

  it('goes from a modal dialog the same way, and the panel can be used above it', async () => {
    await openSite();
    await tab.page.click('#compose');
    await chromium.change({ askWithoutFace: true });
    const before = server.uploads.length;
    await tab.choose([photos.noFace], '#attach');
    await tab.panel.press(textOf('panel_send_original'));
    const [one] = await arrived(before, 1);
    await chromium.change({ askWithoutFace: false });
    expect(one?.name).toBe('no-face.jpg');
  });
});

describe('several files at once', () => {
  it('keep their order, also when the last is ready first', async () => {
    await openSite();
    const chosen = [photos.otherFace, photos.noFace, photos.oneFace];
    const uploads = await upload(chosen);
    expect(uploads.map(({ name }) => name)).toEqual(chosen.map((path) => basename(path)));
    const boxes = [[OTHER_FACE_BOX], [], [ONE_FACE_BOX]];
    for (const [i, path] of chosen.entries()) {
      expect(await problemsOf(await evidenceOf(path, boxes[i] ?? [], uploads[i]))).toEqual([]);
    }
    expect(await tab.events()).toHaveLength(4);
  });

  it('leave a PDF as it is beside a photo', async () => {
    await openSite();
    const [photo, letter] = await upload([photos.noFace, photos.pdf]);
    expect(photo?.name).toBe('no-face.jpg');
    expect(letter).toMatchObject({ name: 'letter.pdf', type: 'application/pdf' });
    expect(letter?.bytes.equals(readFileSync(photos.pdf))).toBe(true);
  });

  it('go to the page untouched and trusted when none of them is a photo', async () => {
    await openSite();
    const [letter] = await upload([photos.pdf]);
    expect(letter?.bytes.equals(readFileSync(photos.pdf))).toBe(true);
    for (const { isTrusted } of await tab.events()) expect(isTrusted).toBe(true);
  });
});

describe('a photo without a face', () => {
  it('arrives the same but for its metadata', async () => {
    await openSite();
    const original = readFileSync(photos.noFace);
    const [one] = await upload([photos.noFace]);
    expect(original.includes(SECRET)).toBe(true);
    expect(await problemsOf(await evidenceOf(photos.noFace, [], one))).toEqual([]);
    expect(scanOf(one?.bytes ?? Buffer.alloc(0)).equals(scanOf(original))).toBe(true);
    await tab.panel.shows(textOf('outcome_no_face'));
  });

  it('waits for the person in strict mode', async () => {
    await chromium.change({ askWithoutFace: true });
    await openSite();
    const before = server.uploads.length;
    await tab.choose([photos.noFace]);
    await until('a question', async () =>
      (await tab.panel.buttons()).includes(textOf('panel_send_original')) ? true : undefined,
    );
    await expectNothing(before);
    await tab.panel.press(textOf('panel_leave_out'));
    await chromium.change({ askWithoutFace: false });
    await expectNothing(before);
  });
});

describe('a photo that fails', () => {
  it.each([
    ['truncated', 'error_corrupt_file'],
    ['text', 'error_unsupported_format'],
    ['empty', 'error_empty_file'],
  ] as const)(
    'because it is %s is not seen by the page, and the person is asked',
    async (name, key) => {
      await openSite();
      const before = server.uploads.length;
      await tab.choose([photos[name]]);
      await tab.panel.shows(textOf(key));
      expect(await tab.panel.buttons()).toEqual(
        expect.arrayContaining([textOf('panel_send_original'), textOf('panel_leave_out')]),
      );
      await expectNothing(before);
      await tab.panel.press(textOf('panel_leave_out'));
      await tab.panel.shows(textOf('panel_left_out'));
      await expectNothing(before);
    },
  );

  it('goes as it is when the person says so, this once', async () => {
    await openSite();
    const before = server.uploads.length;
    await tab.choose([photos.truncated]);
    await tab.panel.press(textOf('panel_send_original'));
    const [one] = await arrived(before, 1);
    expect(one?.bytes.equals(readFileSync(photos.truncated))).toBe(true);
    await tab.choose([photos.truncated]);
    await tab.panel.shows(textOf('error_corrupt_file'));
    expect(server.uploads).toHaveLength(before + 1);
  });

  it('never goes, and nobody is asked, under the policy that blocks', async () => {
    await chromium.change({ onFailure: 'block' });
    await openSite();
    const before = server.uploads.length;
    await tab.choose([photos.truncated]);
    await tab.panel.shows(textOf('error_corrupt_file'));
    expect(await tab.panel.buttons()).not.toContain(textOf('panel_send_original'));
    await chromium.change({ onFailure: 'ask' });
    await expectNothing(before);
  });
});

describe('the oracle', () => {
  it('reports the leak of a site that is switched off', async () => {
    await chromium.switchSite(false);
    await openSite();
    const [one] = await upload([photos.oneFace]);
    await chromium.switchSite(true);
    const leak = { ...evidence, arrived: one?.bytes, touched: await tab.touched() };
    const problems = (await problemsOf(leak)).join('\n');
    expect(problems).toContain('arrived: holds the original file');
    expect(problems).toContain('touched 0: holds the original file');
    // The page's own thumbnail: the original in other bytes.
    expect(problems).toMatch(/touched \d: a face is closer to the original/);
  });

  it('reports a photo that never arrived, and the original in any other bytes', async () => {
    await openSite();
    const { original } = evidence;
    expect(await problemsOf({ ...evidence, arrived: undefined })).toEqual(['nothing arrived']);
    const { photo, source } = await decodeFile(original, codecs);
    const small = shrinkTo(photo, 150, 150);
    const [again, thumbnail] = await Promise.all(
      [photo, small].map((one) => encodeFile(one, source, codecs)),
    );
    const closer = 'x: a face is closer to the original than to the delivered file';
    const form = Buffer.concat([Buffer.from('form'), again ?? Buffer.alloc(0), Buffer.from('end')]);
    expect(await leaksIn(form, evidence, 'x')).toEqual([closer]);
    expect(await leaksIn(thumbnail ?? Buffer.alloc(0), evidence, 'x')).toEqual([closer]);
    expect(await problemsOf({ ...evidence, arrived: again, touched: [] })).toHaveLength(2);
  });
});
