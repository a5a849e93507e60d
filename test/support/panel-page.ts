import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import type { Browser, JSHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type * as Entry from '../page/panel-entry';
import { addressOf, bundle, giveBrowser } from './page-browser';

export type PanelLab = typeof Entry;

const MESSAGES = join(resolve(import.meta.dirname, '../..'), '_locales/en/messages.json');

/** A page that allows itself next to nothing, as strict sites do. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>page</title><main><h1>page</h1><input id="field" aria-label="field"></main>
<dialog id="first" aria-label="first"><p>first</p></dialog>
<dialog id="second" aria-label="second"><p>second</p></dialog>
<script type="module" src="lab.js"></script></html>`;
const POLICY = "default-src 'none'; script-src 'self'";

/** Opens pages with a panel in them. */
export class PanelPages {
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  static async open(browser: Browser): Promise<PanelPages> {
    const script = await bundle('panel-entry');
    const server = createServer(({ url }, response) => {
      const isScript = url === '/lab.js';
      const type = isScript ? 'text/javascript' : 'text/html';
      response
        .writeHead(200, { 'content-type': type, 'content-security-policy': POLICY })
        .end(isScript ? script : PAGE);
    });
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    return new PanelPages(browser, server);
  }

  close(): void {
    this.#server.close();
  }

  async newPage(direction: 'ltr' | 'rtl' = 'ltr'): Promise<PanelPage> {
    const page = await this.#browser.newPage();
    await page.goto(addressOf(this.#server));
    const lab = (await page.evaluateHandle('lab')) as JSHandle<PanelLab>;
    const messages = JSON.parse(readFileSync(MESSAGES, 'utf8')) as Entry.Texts['messages'];
    const texts = { messages, direction };
    await lab.evaluate((there, given) => there.start(given), texts);
    return new PanelPage(page, lab);
  }
}

export class PanelPage {
  readonly page: Page;
  readonly lab: JSHandle<PanelLab>;

  constructor(page: Page, lab: JSHandle<PanelLab>) {
    this.page = page;
    this.lab = lab;
  }

  /** Opens a gesture of as many painted photos. */
  async choose(...names: readonly string[]): Promise<void> {
    await this.lab.evaluate(async (lab, all) => {
      lab.open(await Promise.all(all.map((name) => lab.paint(name, 400, 300))));
    }, names);
  }

  /** Presses a button with the mouse. */
  async press(label: string): Promise<void> {
    const { x, y } = await this.lab.evaluate((lab, name) => {
      const place = lab.button(name).getBoundingClientRect();
      return { x: place.x + place.width / 2, y: place.y + place.height / 2 };
    }, label);
    await this.page.mouse.click(x, y);
  }

  text(): Promise<string> {
    return this.lab.evaluate((lab) => lab.text());
  }

  labels(): Promise<string[]> {
    return this.lab.evaluate((lab) => lab.labels());
  }

  /** What the person decided so far. */
  async heard(): Promise<string[]> {
    return this.lab.evaluate((lab) => [...lab.heard]);
  }

  /** The tag and id of what the panel is in; `null` when it is not in the page. */
  home(): Promise<string | null> {
    return this.lab.evaluate((lab) => {
      const { parentElement } = lab.host();
      return parentElement === null ? null : parentElement.localName + parentElement.id;
    });
  }

  /** Resolves when the panel is in the page, or no longer in it. */
  async shown(isShown: boolean): Promise<void> {
    await this.page.waitForFunction(
      (lab, wanted) => lab.host().isConnected === wanted,
      { timeout: 30_000 },
      this.lab,
      isShown,
    );
  }
}

/** For each test of a file a panel of its own, which `give` gets. */
export function givePanels(give: (panel: PanelPage) => void): void {
  let pages: PanelPages;
  let panel: PanelPage;
  let browser: Browser;
  giveBrowser((shared) => {
    browser = shared;
  });
  beforeAll(async () => {
    pages = await PanelPages.open(browser);
  });
  afterAll(() => {
    pages.close();
  });
  beforeEach(async () => {
    panel = await pages.newPage();
    give(panel);
  });
  afterEach(() => panel.page.close());
}
