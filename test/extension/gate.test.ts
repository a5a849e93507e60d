import { copyFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';
import { SitePanel } from '../support/site-panel';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { textOf } from '../support/site-texts';

/** What a page's scripts note down, as the test reads it. */
interface Seen {
  readonly events: readonly [type: string, isTrusted: boolean, files: number, where: string][];
  readonly got: readonly (readonly [name: string, size: number, isFile: boolean])[];
  readonly leaks: readonly string[];
}

declare global {
  var seen: { events: unknown[]; got: unknown[]; leaks: string[] };
}

/** The first script of the page: it listens to everything and takes the platform apart. */
const SPY = `
  globalThis.seen = { events: [], got: [], leaks: [] };
  for (const type of ['input', 'change', 'cancel']) {
    addEventListener(type, (event) => {
      seen.events.push([type, event.isTrusted, event.target.files.length, 'window']);
    }, true);
  }
  const forged = new MessageEvent('unnoticed-port', {
    data: 'mine', ports: [new MessageChannel().port2], cancelable: true,
  });
  for (const type of ['unnoticed-port', 'unnoticed-hello', 'message', 'messageerror']) {
    addEventListener(type, (event) => {
      if (event !== forged && event.ports?.length) seen.leaks.push('a port came by ' + type);
    }, true);
  }
  // What the page-world part says when it comes second, and what the gate answers.
  dispatchEvent(new Event('unnoticed-hello'));
  dispatchEvent(forged);
  if (forged.defaultPrevented) seen.leaks.push('a forged port was taken');
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) {
    const own = EventTarget.prototype[name];
    EventTarget.prototype[name] = function (what, ...rest) {
      const type = String(what.type ?? what);
      // Its own events are all that a page may see of ours: input and change.
      if (/unnoticed|input|change/.test(type)) seen.leaks.push(name + ' ' + type);
      return own.call(this, what, ...rest);
    };
  }
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (...message) {
    seen.leaks.push('a port was used');
    return postMessage.apply(this, message);
  };
  const own = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  Object.defineProperty(MessageEvent.prototype, 'data', {
    get() { seen.leaks.push('a message was read'); return own.get.call(this); },
  });
  Reflect.apply = () => { seen.leaks.push('apply'); };
`;

const PAGES: Readonly<Record<string, string>> = {
  '/spy': `<script>${SPY}</script><input id="choose" type="file" multiple
    onchange="seen.got.push(...[...this.files].map((f) => [f.name, f.size, f instanceof File]))">`,
  '/react': `<div id="root"><input id="choose" type="file"></div><script>
    globalThis.seen = { events: [], got: [], leaks: [] };
    root.addEventListener('change', (event) => {
      const [file] = event.target.files;
      seen.events.push(['change', event.isTrusted, event.target.files.length, 'root']);
      seen.got.push([file.name, file.size, file instanceof File]);
    });
    choose.addEventListener('input', (event) => {
      seen.events.push(['input', event.isTrusted, event.target.files.length, event.target.value]);
    });</script>`,
};

let photos: SitePhotos;
let server: Server;
let origin: string;
let chromium: SiteBrowser;

giveSite((shared) => {
  chromium = shared;
});
beforeAll(async () => {
  photos = await makeSitePhotos();
  server = createServer(({ url }, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html>${PAGES[url ?? ''] ?? ''}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  photos.remove();
});

/** A person's choice through the browser's own file chooser. */
async function choose(page: Page, ...paths: string[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#choose')]);
  await chooser.accept(paths);
}

/** What the page has seen once a file has reached it. */
async function whenReached(page: Page): Promise<Seen> {
  await page.waitForFunction(() => globalThis.seen.got.length > 0, { timeout: 60_000 });
  return (await page.evaluate(() => globalThis.seen)) as unknown as Seen;
}

describe('a page that spies from its first script', () => {
  it('sees one clean pair of events and no way to our port', async () => {
    const page = await chromium.visit(`${origin}/spy`);
    await choose(page, photos.noFace);
    const { events, got, leaks } = await whenReached(page);
    expect(events).toEqual([
      ['input', false, 1, 'window'],
      ['change', false, 1, 'window'],
    ]);
    expect(got).toEqual([['no-face.jpg', expect.any(Number), true]]);
    expect(leaks).toEqual([]);
    await page.close();
  });

  it('sees a file that is no photo untouched, by trusted events', async () => {
    const page = await chromium.visit(`${origin}/spy`);
    const path = photos.text.replace(/\.jpg$/, '.txt');
    copyFileSync(photos.text, path);
    await choose(page, path);
    const { events } = await whenReached(page);
    expect(events).toEqual([
      ['input', true, 1, 'window'],
      ['change', true, 1, 'window'],
    ]);
    await page.close();
  });

  it('gets only the second choice when a person changes their mind', async () => {
    const page = await chromium.visit(`${origin}/spy`);
    const [first = ''] = photos.faces(1);
    await choose(page, first);
    // Nor does it find the first one by looking into the field by itself.
    expect(
      await page.$eval('#choose', (input) => {
        const field = input as HTMLInputElement;
        return [field.files?.length, field.value];
      }),
    ).toEqual([0, '']);
    // Not in the cache: it waits for its turn, so a first one that went on would come before it.
    const [second = ''] = await photos.plain(1);
    await choose(page, second);
    const { events, got } = await whenReached(page);
    expect(got.map(([name]) => name)).toEqual([basename(second)]);
    expect(events).toHaveLength(2);
    await page.close();
  });
});

describe('a page in which only the gate runs', () => {
  it('is offered no port however it asks, and gets nothing', async () => {
    const options = await chromium.openOptions();
    await options.evaluate(async () => {
      const scripts = await chrome.scripting.getRegisteredContentScripts();
      const ids = scripts.map(({ id }) => id).filter((id) => id.startsWith('page:'));
      await chrome.scripting.unregisterContentScripts({ ids });
    });
    await options.close();
    const page = await chromium.visit(`${origin}/spy`);
    const panel = await SitePanel.of(page);
    await choose(page, photos.noFace);
    await panel.shows(textOf('error_page_changed'));
    expect(await page.evaluate(() => globalThis.seen)).toEqual({
      events: [],
      got: [],
      leaks: [],
    });
    await page.close();
    await chromium.switchSite(true);
  });
});

describe('a page that handles events at its root', () => {
  it('gets the file by a bubbling change, with the value of a choice', async () => {
    const page = await chromium.visit(`${origin}/react`);
    await choose(page, photos.noFace);
    const { events, got } = await whenReached(page);
    expect(events).toEqual([
      ['input', false, 1, 'C:\\fakepath\\no-face.jpg'],
      ['change', false, 1, 'root'],
    ]);
    expect(got).toEqual([['no-face.jpg', expect.any(Number), true]]);
    await page.close();
  });
});

describe('the world of the gate', () => {
  it.each(['local', 'session'])('has no way to what is stored (%s)', async (area) => {
    const page = await chromium.visit(`${origin}/react`);
    const session = await page.createCDPSession();
    const context = new Promise<number>((resolve) => {
      session.on('Runtime.executionContextCreated', ({ context: { id, origin: from } }) => {
        if (from === `chrome-extension://${chromium.extensionId}`) resolve(id);
      });
    });
    await session.send('Runtime.enable');
    const { exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId: await context,
      expression: `chrome.storage.${area}.get()`,
      awaitPromise: true,
    });
    expect(exceptionDetails?.exception?.description).toContain('not allowed');
    await page.close();
  });
});
