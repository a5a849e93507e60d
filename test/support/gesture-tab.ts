import type { CDPSession, Frame, Page } from 'puppeteer-core';
import type { Protocol } from 'puppeteer-core';
import type { SiteBrowser } from './site-browser';
import { SitePanel } from './site-panel';

/** A tab with one page of the gesture site in it, and a person's hands. */
export class GestureTab {
  readonly page: Page;
  readonly panel: SitePanel;
  readonly #session: CDPSession;

  private constructor(page: Page, panel: SitePanel, session: CDPSession) {
    this.page = page;
    this.panel = panel;
    this.#session = session;
  }

  static async open(chromium: SiteBrowser, url: string): Promise<GestureTab> {
    const page = await chromium.visit(url);
    return new GestureTab(page, await SitePanel.of(page), await page.createCDPSession());
  }

  /** Clicks there, and chooses these files in the browser's chooser that opens. */
  async choose(selector: string, ...paths: string[]): Promise<void> {
    await this.chooseIn(this.page.mainFrame(), selector, ...paths);
  }

  async chooseIn(frame: Frame, selector: string, ...paths: string[]): Promise<void> {
    await frame.waitForSelector(selector);
    const [chooser] = await Promise.all([this.page.waitForFileChooser(), frame.click(selector)]);
    await chooser.accept(paths);
  }

  /** Drops files from the disk, and other items, onto the middle of the element. */
  async drop(
    selector: string,
    files: readonly string[],
    items: readonly Protocol.Input.DragDataItem[] = [],
  ): Promise<void> {
    const [x, y] = await this.#middleOf(selector);
    const data = { items: [...items], files: [...files], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await this.#session.send('Input.dispatchDragEvent', { type, x, y, data });
    }
  }

  /** Begins to drag an element of the page, as the mouse does; gives what the browser drags then. */
  async drag(selector: string): Promise<Protocol.Input.DragData> {
    const [x, y] = await this.#middleOf(selector);
    await this.#session.send('Input.setInterceptDrags', { enabled: true });
    const intercepted = new Promise<Protocol.Input.DragData>((resolve) => {
      this.#session.once('Input.dragIntercepted', ({ data }) => resolve(data));
    });
    const mouse = (type: 'mousePressed' | 'mouseMoved', by = 0): Promise<void> =>
      this.#session.send('Input.dispatchMouseEvent', {
        ...{ type, x: x + by, y: y + by, button: 'left', buttons: 1, clickCount: 1 },
      });
    await mouse('mousePressed');
    // The move that begins the drag may be answered only when the drag is over.
    for (const by of [5, 10, 20]) void mouse('mouseMoved', by).catch(() => undefined);
    return intercepted;
  }

  /** Pastes what is on the browser's clipboard into the element, with the keyboard. */
  async paste(selector: string): Promise<void> {
    await this.page.focus(selector);
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('KeyV', { commands: ['Paste'] });
    await this.page.keyboard.up('Control');
  }

  /** What the page's own script noted down. */
  async seen(): Promise<unknown[]> {
    return (await this.page.evaluate('globalThis.seen')) as unknown[];
  }

  async #middleOf(selector: string): Promise<[number, number]> {
    const element = await this.page.waitForSelector(selector);
    const box = await element?.boundingBox();
    if (!box) throw new Error(`${selector} is not on the screen`);
    return [box.x + box.width / 2, box.y + box.height / 2];
  }
}
