import type { Page } from 'puppeteer-core';

/** Fills the clipboard of the browser, from a page that no gate stands in front of. */
export class Clipboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Puts an image there; gives the bytes that the clipboard then has of it. */
  async putImage(png: Buffer): Promise<Buffer> {
    const base64 = await this.#put('image/png', png);
    return Buffer.from(base64, 'base64');
  }

  async putHtml(html: string): Promise<void> {
    await this.#put('text/html', Buffer.from(html));
  }

  async #put(type: string, bytes: Buffer): Promise<string> {
    await this.#page.bringToFront();
    // In front is not focused yet: only then may it write.
    await this.#page.waitForFunction(() => document.hasFocus());
    return this.#page.evaluate(
      async (kind, base64) => {
        const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const blob = new Blob([content], { type: kind });
        await navigator.clipboard.write([new ClipboardItem({ [kind]: blob })]);
        const [item] = await navigator.clipboard.read();
        const there = await item?.getType(kind);
        return new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
          reader.readAsDataURL(there ?? new Blob());
        });
      },
      type,
      bytes.toString('base64'),
    );
  }
}
