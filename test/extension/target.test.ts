import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobOptions } from '../../src/shared/job';
import type { Reply } from '../../src/shared/messages';
import type { Settings } from '../../src/shared/settings';
import { axeProblems } from '../support/axe';
import type { ExtensionBrowser } from '../support/extension-browser';
import type { JobPage } from '../support/extension-job-page';
import { bytesOf } from '../support/extension-job-page';
import { makeTestPhotos, SAMPLE } from '../support/extension-photos';
import type { TestPhotos } from '../support/extension-photos';
import { giveExtension } from '../support/shared-browsers';
import { shippedIndex } from '../support/shipped-decoys';
import { textOf } from '../support/site-texts';

/** What the extension's database holds, read as only a page of its own can. */
interface StoredFace {
  readonly id: string;
  readonly norms: Readonly<Record<string, number>>;
  readonly pictureBytes: number;
  readonly keys: readonly string[];
}

const PATIENCE_MS = 120_000;

/** The ids of those that ship, in the order of the alphabet. */
const RECOGNISERS = shippedIndex()
  .models.flatMap(({ role, id }) => (role === 'recogniser' ? [id] : []))
  .sort();

let chromium: ExtensionBrowser;
let photos: TestPhotos;
let options: Page;

giveExtension((shared) => {
  chromium = shared;
});
beforeAll(async () => {
  photos = await makeTestPhotos();
  options = await chromium.browser.newPage();
  await options.setViewport({ width: 900, height: 1000 });
  await options.goto(`chrome-extension://${chromium.extensionId}/ui/options/options.html`);
  await options.waitForSelector('body[data-ready]');
});
afterAll(() => {
  photos.remove();
});

async function settings(): Promise<Settings> {
  const reply = await options.evaluate(() =>
    chrome.runtime.sendMessage<unknown, Reply>({
      to: 'background',
      method: 'readSettings',
      request: null,
    }),
  );
  if (!reply.ok) throw new Error(reply.message);
  return reply.value as Settings;
}

async function stateIs(key: string): Promise<void> {
  await options.waitForFunction(
    (text) => document.querySelector('#face-state')?.textContent.includes(text),
    { timeout: PATIENCE_MS },
    textOf(key),
  );
}

async function choose(path: string): Promise<void> {
  const input = await options.$('#face-file');
  if (input === null) throw new Error('There is no field for the photo');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
}

function isShown(selector: string): Promise<boolean> {
  return options.$eval(selector, (element) => element.checkVisibility());
}

async function reload(): Promise<void> {
  await options.reload();
  await options.waitForSelector('body[data-ready]');
}

function storedFace(): Promise<StoredFace | undefined> {
  return options.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('unnoticed');
      opening.onsuccess = () => {
        resolve(opening.result);
      };
      opening.onerror = () => {
        reject(new Error('No database'));
      };
    });
    const reading = database.transaction('faces').objectStore('faces').get('target');
    await new Promise((resolve) => (reading.onsuccess = resolve));
    database.close();
    const face = reading.result as
      | {
          id: string;
          embeddings: Map<string, Float32Array>;
          weights: Map<string, string>;
          picture: Blob;
        }
      | undefined;
    if (face === undefined) return undefined;
    const norms = [...face.embeddings].map(([id, values]) => [id, Math.hypot(...values)] as const);
    return {
      id: face.id,
      norms: Object.fromEntries(norms),
      pictureBytes: face.picture.size,
      keys: Object.keys(face),
    };
  });
}

/** Works on a page for jobs, and gives the options page its place in front back: hidden, it sleeps. */
async function withJobPage<T>(work: (page: JobPage) => Promise<T>): Promise<T> {
  const jobs = await chromium.openJobPage();
  try {
    return await work(jobs);
  } finally {
    await jobs.page.close();
    await options.bringToFront();
  }
}

describe('the kind of change', () => {
  it('is away from the person at first, and shows targets when it is not', async () => {
    expect(await isShown('#target')).toBe(false);
    await options.click('input[value="targeted"]');
    await options.waitForSelector('#target', { visible: true });
    expect(await settings()).toMatchObject({ mode: 'targeted', target: 'new-decoy' });
    expect(await isShown('#target-photo')).toBe(false);
  });

  it('has one made-up face for this installation, until another is drawn', async () => {
    await options.click('input[value="fixed-decoy"]');
    await options.waitForSelector('#redraw', { visible: true });
    const { decoySeed } = await settings();
    expect(decoySeed).toSatisfy(Number.isInteger);
    expect((await settings()).decoySeed).toBe(decoySeed);
    await options.click('#redraw');
    await options.waitForFunction(
      (text) => document.querySelector('#saved')?.textContent === text,
      {},
      textOf('options_decoy_redrawn'),
    );
    expect((await settings()).decoySeed).not.toBe(decoySeed);
  });
});

describe('the face in a photo', () => {
  it('says that there is none yet, and jobs fail with a word and no bytes', async () => {
    await options.click('#target input[value="photo"]');
    await stateIs('options_face_none');
    expect(await isShown('#face-stored')).toBe(false);
    // On the terms of the settings: what a content script gets.
    const note = await withJobPage((page) => page.run(photos.oneFace));
    expect(note).toMatchObject({ type: 'failed', code: 'target-missing' });
    expect(note.base64).toBeUndefined();
  });

  it('is not found in a photo without one', async () => {
    await choose(photos.noFace);
    await stateIs('error_target_no_face');
    expect(await storedFace()).toBeUndefined();
  });

  it('is one of several, which the person picks with the keyboard', async () => {
    await choose(SAMPLE);
    await stateIs('options_face_which');
    expect(await options.$$('#face-search button.face')).toHaveLength(3);
    expect(await storedFace()).toBeUndefined();
    await options.keyboard.press('Tab');
    await options.keyboard.press('Enter');
    await stateIs('options_face_saved');
    const face = await storedFace();
    expect([...(face?.keys ?? [])].sort()).toEqual(['embeddings', 'id', 'picture', 'weights']);
    expect(Object.keys(face?.norms ?? {}).sort()).toEqual(RECOGNISERS);
    for (const norm of Object.values(face?.norms ?? {})) expect(norm).toBeCloseTo(1, 4);
    expect(face?.pictureBytes).toBeGreaterThan(1000);
    // One frame is left: of the face that was picked, with the picture beside it.
    expect(await options.$$('#face-search .face')).toHaveLength(1);
    expect(await isShown('#face-stored')).toBe(true);
  });

  it('is there again after a reload', async () => {
    await reload();
    await options.waitForSelector('#face-stored', { visible: true });
    const width = await options.$eval('#face-picture', async (picture) => {
      await (picture as HTMLImageElement).decode();
      return (picture as HTMLImageElement).naturalWidth;
    });
    expect(width).toBe(160);
  });

  it.each(['light', 'dark'])('axe finds nothing wrong in %s', async (scheme) => {
    await options.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    expect(await axeProblems(options)).toEqual([]);
  });

  it('is what jobs go to', async () => {
    const few = { maxSteps: 1, seed: 1, timeoutMs: 170_000 } as const;
    const first = await similarities({ ...few, target: 'photo' });
    const decoy = await similarities({ ...few, target: 'new-decoy' });
    expect(first).not.toEqual(decoy);
    const before = await storedFace();
    await choose(photos.oneFace);
    await options.waitForFunction(
      () => document.querySelectorAll('#face-search span.face').length === 1,
      { timeout: PATIENCE_MS },
    );
    expect((await storedFace())?.id).not.toBe(before?.id);
    // The photo's own face: after one small step it is still like itself.
    const own = await similarities({ ...few, target: 'photo' });
    for (const one of own) expect(one).toBeGreaterThan(0.95);
  });

  it('is gone when it was removed, also after a reload, and jobs fail again', async () => {
    await options.click('#face-remove');
    await stateIs('options_face_removed');
    expect(await storedFace()).toBeUndefined();
    await reload();
    await stateIs('options_face_none');
    const note = await withJobPage((page) => page.run(photos.oneFace));
    expect(note).toMatchObject({ type: 'failed', code: 'target-missing' });
  });
});

describe('a job towards a made-up face', () => {
  it('goes to the same one for the same seed, to another for another', async () => {
    const few = { maxSteps: 1, target: 'new-decoy', timeoutMs: 170_000 } as const;
    const first = await similarities({ ...few, seed: 5 });
    expect(await similarities({ ...few, seed: 5 })).toEqual(first);
    // Another seed starts from other noise too: that alone is no other face.
    const other = await similarities({ ...few, seed: 6 });
    const apart = other.map((one, i) => Math.abs(one - (first[i] ?? NaN)));
    expect(Math.max(...apart)).toBeGreaterThan(0.03);
  });

  it('delivers a file that is like it and not like the original, and says so', async () => {
    const chosen = { mode: 'targeted', target: 'new-decoy', seed: 1, timeoutMs: 170_000 } as const;
    const note = await withJobPage((page) => page.run(photos.oneFace, chosen));
    expect(bytesOf(note).length).toBeGreaterThan(1000);
    const { report } = note;
    expect(report).toMatchObject({ outcome: 'protected', mode: 'targeted' });
    const [face] = report?.faces ?? [];
    expect(face?.recognisers.map(({ id }) => id).sort()).toEqual(RECOGNISERS);
    for (const { after, threshold, target } of face?.recognisers ?? []) {
      expect(after).toBeLessThan(threshold);
      expect(target?.after).toBeGreaterThan(Number(target?.threshold));
    }
    const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as object;
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    validate({ version: 1, photos: [{ name: 'a', out: 'b', ...report }] });
    expect(validate.errors).toBeNull();
  });
});

/** Likeness to the target of the one face, by recogniser, after a job that may fail. */
async function similarities(chosen: JobOptions): Promise<number[]> {
  const { report } = await withJobPage((page) =>
    page.run(photos.oneFace, { mode: 'targeted', ...chosen }),
  );
  const found = report?.faces[0]?.recognisers.map(({ target }) => target?.after ?? NaN) ?? [];
  expect(found).toHaveLength(RECOGNISERS.length);
  return found;
}
