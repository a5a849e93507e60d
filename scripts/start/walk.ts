import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Demo } from '../../demo/server';
import type { PhotoNote } from '../../src/shared/photo-note';
import type { LaunchedChromium } from '../launch-chromium';
import { askBackground, openOptions } from './extension-page';

const LOOK_AGAIN_MS = 250;
/** In a small window the panel covers the button that posts, until it leaves by itself. */
const WINDOW = { width: 1280, height: 800 };

/** What came of a walk; `saved` is there when the site received something. */
export interface WalkEnd {
  readonly note: PhotoNote;
  readonly saved?: { readonly before: string; readonly after: string };
}

/**
 * Does what a person would on the sample site: chooses a photo, waits until the site has it, posts
 * it. Saves the photo before and what the site received.
 */
export async function walk(
  launched: LaunchedChromium,
  demo: Demo,
  photo: string,
  outDir: string,
): Promise<WalkEnd> {
  const options = await openOptions(launched);
  // Nobody is here to be asked.
  await askBackground(options, 'changeSettings', { onFailure: 'block' });
  const page = await launched.browser.newPage();
  await page.setViewport(WINDOW);
  await page.goto(demo.origin);
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#add')]);
  await chooser.accept([photo]);
  const note = await firstNote(options, page.url());
  if (note.outcome === 'left-out') return { note };
  await page.waitForSelector('#previews li');
  await page.click('#send');
  await page.waitForSelector('#feed li');
  const [upload] = demo.uploads;
  if (upload === undefined) throw new Error('The site received nothing');
  mkdirSync(outDir, { recursive: true });
  const before = join(outDir, `before${extname(photo)}`);
  const after = join(outDir, `after${extname(photo)}`);
  writeFileSync(before, readFileSync(photo));
  writeFileSync(after, upload.bytes);
  return { note, saved: { before, after } };
}

/** What became of the first photo of the tab at `url`, as soon as it is settled. */
async function firstNote(options: Page, url: string): Promise<PhotoNote> {
  const tabId = await options.evaluate(async (wanted) => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((tab) => tab.url === wanted)?.id;
  }, url);
  if (tabId === undefined) throw new Error('The sample site is not open');
  for (;;) {
    const [note] = await askBackground(options, 'tabNotes', { tabId });
    if (note !== undefined) return note;
    await wait(LOOK_AGAIN_MS);
  }
}
