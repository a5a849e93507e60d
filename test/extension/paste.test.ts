import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { scanOf } from '../support/extension-photos';
import { sha256, startGestureSite } from '../support/gesture-site';
import type { GestureSite } from '../support/gesture-site';
import { GestureTab } from '../support/gesture-tab';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { patternOf } from '../support/site-texts';
import { until } from '../support/site-until';

const PAGES = {
  // Puts on the clipboard what the test says, the way a program would.
  '/copy': `<button id="go">copy</button><script>
    addEventListener('copy', (event) => {
      event.preventDefault();
      for (const [type, text] of Object.entries(globalThis.texts)) {
        event.clipboardData.setData(type, text);
      }
    });</script>`,
  '/text': `<textarea id="text"></textarea><script>
    text.addEventListener('paste', (event) => {
      note(event);
      const { files, types } = event.clipboardData;
      seen.push([event instanceof ClipboardEvent, [...types]]);
      for (const file of files) void send('paste', file);
    });</script>`,
  '/editor': `<div id="editor" contenteditable>here: </div><script>
    editor.addEventListener('paste', note);
    editor.addEventListener('input', () => void send('editor', editor.innerHTML));</script>`,
  '/handler': `<div id="editor" contenteditable></div><script>
    editor.addEventListener('paste', (event) => {
      event.preventDefault();
      void send('html', event.clipboardData.getData('text/html'));
    });</script>`,
  '/read-text': `<button id="read">read</button><script>
    read.onclick = async () => {
      await send('text', await navigator.clipboard.readText());
      const [item] = await navigator.clipboard.read();
      await send('item text', await item.getType('text/plain'));
    };</script>`,
  '/read': `<button id="read">read</button><script>
    read.onclick = async () => {
      for (const item of await navigator.clipboard.read()) {
        for (const type of item.types) await send('read ' + type, await item.getType(type));
      }
    };</script>`,
};

let photos: SitePhotos;
let site: GestureSite;
let chromium: SiteBrowser;
let tab: GestureTab;
/** The picture with a face on the clipboard, as a page without the gate gets it. */
let original: Buffer;

giveSite((shared) => {
  chromium = shared;
});
beforeAll(async () => {
  photos = await makeSitePhotos();
  site = await startGestureSite(PAGES);
  await chromium.browser.defaultBrowserContext().setPermission(
    site.origin,
    ...['clipboard-read', 'clipboard-write'].map((name) => ({
      permission: { name },
      state: 'granted' as const,
    })),
  );
  await chromium.switchSite(false);
  original = await copyPicture(photos.oneFace);
  await chromium.switchSite(true);
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

/** Copies texts by the keyboard; nothing makes them harmless on the way. */
async function copyTexts(texts: Readonly<Record<string, string>>): Promise<void> {
  const page = await chromium.visit(`${site.origin}/copy`);
  await page.evaluate((all) => {
    (globalThis as unknown as { texts: unknown }).texts = all;
  }, texts);
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyC', { commands: ['Copy'] });
  await page.keyboard.up('Control');
  await page.close();
}

/** Copies a picture as a program does, and gives the file that a paste of it then holds. */
async function copyPicture(path: string): Promise<Buffer> {
  const page = await chromium.visit(`${site.origin}/copy`);
  await writePicture(page, readFileSync(path).toString('base64'));
  const base64 = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const blob = await item?.getType('image/png');
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? []);
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  });
  await page.close();
  return Buffer.from(base64, 'base64');
}

async function writePicture(page: Page, base64: string): Promise<void> {
  await page.evaluate(async (jpeg) => {
    const bitmap = await createImageBitmap(
      await (await fetch(`data:image/jpeg;base64,${jpeg}`)).blob(),
    );
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, base64);
}

function addressOf(path: string): string {
  return `data:image/jpeg;base64,${readFileSync(path).toString('base64')}`;
}

function sent(how: string): Promise<Buffer> {
  return until(how, () => site.got.find((got) => got.how === how)?.bytes, 120_000);
}

/** The picture in this HTML is the photo, less its metadata. */
function expectProtectedPicture(html: string, path: string): void {
  const [, base64 = ''] = /data:image\/jpeg;base64,([^"]+)"/.exec(html) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  expect(scanOf(bytes).equals(scanOf(readFileSync(path)))).toBe(true);
  expect(sha256(bytes)).not.toBe(sha256(readFileSync(path)));
  expect(html).not.toContain(addressOf(path));
}

describe('a picture with a face that is pasted', () => {
  it('reaches the page changed, by one paste; read by a script too', async () => {
    await open('/text');
    await tab.paste('#text');
    await tab.panel.shows(patternOf('verdict_stopped_one'), 150_000);
    const pasted = await sent('paste');
    expect(pasted.subarray(1, 4).toString()).toBe('PNG');
    expect(sha256(pasted)).not.toBe(sha256(original));
    expect(await tab.seen()).toEqual([
      ['paste', false],
      [true, ['Files']],
    ]);
    await tab.page.close();
    await open('/read');
    await tab.page.click('#read');
    const read = await sent('read image/png');
    expect(read.subarray(1, 4).toString()).toBe('PNG');
    const all = site.got.map(({ bytes }) => sha256(bytes));
    expect(all).not.toContain(sha256(original));
  });
});

describe('HTML with a picture written out in it', () => {
  it('reaches a handler of the page with the picture changed', async () => {
    await copyTexts({ 'text/html': `<p>words <img src="${addressOf(photos.noFace)}"></p>` });
    await open('/handler');
    await tab.paste('#editor');
    const html = (await sent('html')).toString();
    expect(html).toContain('<p>words <img');
    expectProtectedPicture(html, photos.noFace);
  });

  it('is put into an editor without a handler, as the browser would, and runs no script', async () => {
    await copyTexts({
      'text/html': `<b>bold</b><img src="${addressOf(photos.noFace)}"><img src="x:" onerror="seen.push('ran')">`,
    });
    await open('/editor');
    await tab.paste('#editor');
    const html = (await sent('editor')).toString();
    expect(html).toContain('bold');
    expectProtectedPicture(html, photos.noFace);
    expect(await tab.seen()).toEqual([['paste', false]]);
  });

  it('is read by a script with the picture changed', async () => {
    await copyTexts({ 'text/html': `<i>read</i><img src="${addressOf(photos.noFace)}">` });
    await open('/read');
    await tab.page.click('#read');
    const html = (await sent('read text/html')).toString();
    expect(html).toContain('<i');
    expectProtectedPicture(html, photos.noFace);
    for (const { bytes } of site.got) expect(bytes.includes(addressOf(photos.noFace))).toBe(false);
  });
});

describe('HTML in which a picture is written out otherwise', () => {
  it.each([
    ['in a style', (address: string) => `<p style="background: url(&quot;${address}&quot;)">x</p>`],
    ['in lines', (address: string) => `<img src="${address.replaceAll(/.{76}/g, '$&\n')}">`],
  ])('%s, reaches no handler of the page as it was', async (_, write) => {
    await copyTexts({ 'text/html': write(addressOf(photos.noFace)) });
    const before = site.got.length;
    await open('/handler');
    await tab.paste('#editor');
    const html = await until('the HTML', () => site.got[before]?.bytes.toString(), 120_000);
    const [, base64 = ''] = /data:image\/jpeg;base64,([A-Za-z0-9+/=\s]+)/.exec(html) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    expect(scanOf(bytes).equals(scanOf(readFileSync(photos.noFace)))).toBe(true);
    expect(sha256(bytes)).not.toBe(sha256(readFileSync(photos.noFace)));
  });
});

describe('a picture in a format of a program’s own', () => {
  it('is read by a script changed, and so is HTML', async () => {
    await chromium.switchSite(false);
    const page = await chromium.visit(`${site.origin}/copy`);
    const html = `<i>own</i><img src="${addressOf(photos.noFace)}">`;
    const jpeg = readFileSync(photos.noFace).toString('base64');
    const write = async (base64: string, text: string): Promise<void> => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      await navigator.clipboard.write([
        new ClipboardItem({
          'text/plain': new Blob(['words'], { type: 'text/plain' }),
          'web image/jpeg': new Blob([bytes], { type: 'image/jpeg' }),
          'web text/html': new Blob([text], { type: 'text/html' }),
        }),
      ]);
    };
    await page.evaluate(write, jpeg, html);
    await page.close();
    await chromium.switchSite(true);
    await open('/read');
    await tab.page.click('#read');
    const picture = await sent('read web image/jpeg');
    expect(scanOf(picture).equals(scanOf(readFileSync(photos.noFace)))).toBe(true);
    expect(sha256(picture)).not.toBe(sha256(readFileSync(photos.noFace)));
    expectProtectedPicture((await sent('read web text/html')).toString(), photos.noFace);
  });
});

describe('a plain text with a picture written out in it', () => {
  it('is read by a script with the picture changed, both ways', async () => {
    await copyTexts({ 'text/plain': `![photo](${addressOf(photos.noFace)}") and words` });
    await open('/read-text');
    await tab.page.click('#read');
    for (const how of ['text', 'item text']) {
      const text = (await sent(how)).toString();
      expect(text).toContain('and words');
      expectProtectedPicture(text, photos.noFace);
    }
  });
});

describe('a paste without a photo', () => {
  it('is left alone and trusted, in a handler and in an editor', async () => {
    await copyTexts({ 'text/plain': 'words', 'text/html': '<b>words</b>' });
    await open('/text');
    await tab.paste('#text');
    expect(await tab.seen()).toEqual([
      ['paste', true],
      [true, ['text/plain', 'text/html']],
    ]);
    expect(await tab.page.$eval('#text', (text) => (text as HTMLTextAreaElement).value)).toBe(
      'words',
    );
    expect(await tab.panel.text()).toBe('');
  });
});
