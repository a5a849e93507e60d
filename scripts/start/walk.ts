import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { Demo } from '../../demo/server';
import type { PhotoNote } from '../../src/shared/photo-note';
import type { LaunchedChromium } from '../launch-chromium';
import { askBackground, openOptions } from './extension-page';

/** A group photo on two slow cores takes a few minutes. */
const PATIENCE_MS = 15 * 60_000;

/** What came of a walk. */
export interface WalkEnd {
  readonly note: PhotoNote | undefined;
  readonly before: string;
  readonly after: string;
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
  const page = await launched.browser.newPage();
  await page.goto(demo.origin);
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#add')]);
  await chooser.accept([photo]);
  await page.waitForSelector('#previews li', { timeout: PATIENCE_MS });
  await page.click('#send');
  await page.waitForSelector('#feed li');
  const [upload] = demo.uploads;
  if (upload === undefined) throw new Error('The site received nothing');
  mkdirSync(outDir, { recursive: true });
  const before = join(outDir, `before${extname(photo)}`);
  const after = join(outDir, `after${extname(photo)}`);
  writeFileSync(before, readFileSync(photo));
  writeFileSync(after, upload.bytes);
  return { note: await lastNote(launched, page), before, after };
}

async function lastNote(launched: LaunchedChromium, page: Page): Promise<PhotoNote | undefined> {
  const options = await openOptions(launched);
  const tabId = await options.evaluate(async (url) => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((tab) => tab.url === url)?.id;
  }, page.url());
  const notes = tabId === undefined ? [] : await askBackground(options, 'tabNotes', { tabId });
  await options.close();
  return notes[0];
}
