import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { EXPECTATION_SOURCE, expectationOf } from '../../src/shared/expectation';
import { DEFAULT_SETTINGS } from '../../src/shared/settings';
import type { Settings } from '../../src/shared/settings';
import { STRENGTHS } from '../../src/shared/strength';
import { without } from '../../src/shared/without';
import { figuresText } from '../support/figures-text';
import { press } from '../support/press-and-wait';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';
import { textOf } from '../support/site-texts';

let chromium: SiteBrowser;

giveSite((shared) => {
  chromium = shared;
});

async function open(): Promise<Page> {
  const page = await chromium.visit(
    `chrome-extension://${chromium.extensionId}/ui/options/options.html`,
  );
  await page.waitForSelector('body[data-ready]');
  return page;
}

async function stored(): Promise<Settings> {
  return (await chromium.ask('readSettings', null)) as Settings;
}

describe('the options', () => {
  it('are saved at once and are there again', async () => {
    const options = await open();
    await press(options, '#strict', '#saved', textOf('options_saved'));
    await options.click('input[value="block"]');
    await options.reload();
    await options.waitForSelector('body[data-ready]');
    expect(await options.$eval('#strict', (box) => (box as HTMLInputElement).checked)).toBe(true);
    expect(await options.$eval('input[value="block"]', (radio) => radio.checked)).toBe(true);
    expect(await stored()).toMatchObject({ askWithoutFace: true, onFailure: 'block' });
    await options.click('#reset');
    await press(options, '#reset-yes', '#saved', textOf('options_saved'));
    expect(await stored()).toMatchObject({ askWithoutFace: false, onFailure: 'ask' });
    await options.close();
  });

  it('show what was measured of each level, and where it comes from', async () => {
    const options = await open();
    const shown = await options.$$eval('span.figures', (all) =>
      all.map(({ innerText, title }) => ({ innerText, title })),
    );
    expect(shown).toHaveLength(STRENGTHS.length);
    for (const [place, strength] of STRENGTHS.entries()) {
      const found = expectationOf(strength);
      expect(shown[place]?.innerText).toContain(figuresText(strength));
      if (found) expect(shown[place]?.innerText).toContain(`SSIM ${found.ssim.toFixed(3)}`);
      if (found) expect(shown[place]?.title).toContain(EXPECTATION_SOURCE);
    }
    await options.close();
  });

  it('ask whether photos are to part, and show what is known of that', async () => {
    const options = await open();
    const shown = () => options.$eval('[data-figures="strong"]', (text) => text.textContent);
    expect(await shown()).toContain(figuresText('strong'));
    await press(options, '#unlinkable', '#saved', textOf('options_saved'));
    expect(await stored()).toMatchObject({ unlinkable: true });
    expect(await shown()).toContain(figuresText('strong, unlinkable'));
    await options.click('input[value="targeted"]');
    await options.waitForSelector('#apart', { hidden: true });
    await options.click('input[value="nontargeted"]');
    await options.waitForSelector('#apart', { visible: true });
    await options.click('input[value="balanced"]');
    await options.waitForSelector('#apart', { hidden: true });
    await options.reload();
    await options.waitForSelector('body[data-ready]');
    expect(await options.$eval('#unlinkable', (box) => (box as HTMLInputElement).checked)).toBe(
      true,
    );
    await options.click('#reset');
    await press(options, '#reset-yes', '#saved', textOf('options_saved'));
    expect(await stored()).toMatchObject(without(DEFAULT_SETTINGS, 'decoySeed', 'sites'));
    expect(await shown()).toContain(figuresText('strong'));
    await options.close();
  });

  it('can be searched', async () => {
    const options = await open();
    await options.type('#search', textOf('options_strict'));
    const shown = await options.$$eval('main > section', (sections) =>
      sections.filter((section) => section.checkVisibility()).map(({ textContent }) => textContent),
    );
    expect(shown).toHaveLength(1);
    expect(shown[0]).toContain(textOf('options_strict'));
    await options.close();
  });
});
