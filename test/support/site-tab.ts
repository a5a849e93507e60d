import type { Page } from 'puppeteer-core';
import { SitePanel } from './site-panel';

/** One event as the page's own listeners saw it. */
export interface SeenEvent {
  readonly where: 'window' | 'document';
  readonly type: 'input' | 'change' | 'cancel';
  readonly isTrusted: boolean;
  readonly names: readonly string[];
}

interface PageRecord {
  readonly events: SeenEvent[];
  readonly touched: Blob[];
  choseAt: number;
  readonly gotAt: number;
}

declare global {
  var site: PageRecord;
}

/** A tab with the test site in it, the person in front of it, and the panel that they see. */
export class SiteTab {
  readonly page: Page;
  readonly panel: SitePanel;

  private constructor(page: Page, panel: SitePanel) {
    this.page = page;
    this.panel = panel;
  }

  static async of(page: Page): Promise<SiteTab> {
    return new SiteTab(page, await SitePanel.of(page));
  }

  /** Presses the button, and chooses these files in the chooser that opens. */
  async choose(paths: readonly string[], button = '#add'): Promise<void> {
    await this.page.bringToFront();
    const [chooser] = await Promise.all([this.page.waitForFileChooser(), this.page.click(button)]);
    await this.page.evaluate(() => {
      site.choseAt = performance.now();
    });
    await chooser.accept([...paths]);
  }

  events(): Promise<SeenEvent[]> {
    return this.page.evaluate(() => site.events);
  }

  /** The bytes of every Blob that the page's script had. */
  async touched(): Promise<Buffer[]> {
    const base64 = await this.page.evaluate(() =>
      Promise.all(
        site.touched.map(
          (blob) =>
            new Promise<string>((resolve) => {
              const reader = new FileReader();
              reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
              reader.readAsDataURL(blob);
            }),
        ),
      ),
    );
    return base64.map((text) => Buffer.from(text, 'base64'));
  }

  /** From the choice to the page's `change`, by the page's clock. */
  async waitedMs(): Promise<number> {
    return this.page.evaluate(() => site.gotAt - site.choseAt);
  }
}
