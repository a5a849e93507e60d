import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { SitePanel } from '../support/site-panel';

const FILE = join(resolve(import.meta.dirname, '../..'), '_locales/en/messages.json');
const TEXTS = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, { message: string }>;
/** Why a photo was not handed over, in the extension's own words. */
const FAILURES = Object.keys(TEXTS)
  .filter((key) => key.startsWith('error_'))
  .map((key) => TEXTS[key]?.message ?? '');

/** What the panel tells the person. */
export class PanelSays {
  readonly #panel: SitePanel;

  private constructor(panel: SitePanel) {
    this.#panel = panel;
  }

  static async of(page: Page): Promise<PanelSays> {
    return new PanelSays(await SitePanel.of(page));
  }

  async now(): Promise<{ text: string; isFailure: boolean }> {
    // Between two documents there is no panel.
    const text = await this.#panel.text().catch(() => '');
    return { text, isFailure: FAILURES.some((failure) => text.includes(failure)) };
  }
}
