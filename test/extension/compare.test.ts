import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM_IDS } from '../../src/shared/platforms';
import type { PhotoReport } from '../../src/shared/report';
import { axeProblems } from '../support/axe';
import {
  furthestFrom,
  nextComparison,
  reachOf,
  savedBy,
  sayOf,
  watchTokens,
} from '../support/compare-page';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { startSite } from '../support/site-server';
import type { SiteServer } from '../support/site-server';
import { SiteTab } from '../support/site-tab';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

/** A millimetre in CSS pixels. */
const MM = 96 / 25.4;

let photos: SitePhotos;
let server: SiteServer;
let chromium: SiteBrowser;
/** Of the one compare tab that was opened. */
let token: string;
let tab: SiteTab;
let page: Page;

/** As a file holds it: what the page shows is held against it. */
let report: PhotoReport;

giveSite((shared) => {
  chromium = shared;
});
beforeAll(async () => {
  photos = await makeSitePhotos();
  server = await startSite();
  await chromium.change({ unlinkable: true });
  tab = await SiteTab.of(await chromium.visit(server.url));
  await tab.choose([photos.oneFace]);
  await until(
    'the photo is done',
    async () => ((await tab.panel.buttons()).includes(textOf('panel_compare')) ? true : undefined),
    170_000,
  );
  // It may have gone to sleep; a call wakes it.
  await chromium.ask('readSettings', null);
  const tokens = await watchTokens(chromium.browser);
  await tab.page.bringToFront();
  page = await nextComparison(chromium.browser, () => tab.panel.press(textOf('panel_compare')));
  const opened = await tokens();
  expect(opened).toHaveLength(1);
  [token = ''] = opened;
});
afterAll(async () => {
  await server.close();
  photos.remove();
});

async function choose(way: string): Promise<void> {
  await page.bringToFront();
  await page.click(`input[name="way"][value="${way}"]`);
  if (way !== 'jnd') return;
  await page.waitForFunction(
    () =>
      document.querySelector('#maps canvas') !== null &&
      document.querySelector('#jnd-state')?.textContent === '',
  );
}

function texts(selector: string): Promise<string[]> {
  return page.$$eval(selector, (all) => all.map(({ textContent }) => textContent));
}

describe('the compare page', () => {
  it('shows the file that was chosen and the file that the site got', async () => {
    const { bytes } = await until('an upload', () => server.uploads[0]);
    expect(await furthestFrom(page, '#before', readFileSync(photos.oneFace))).toBe(0);
    expect(await furthestFrom(page, '#after', bytes)).toBe(0);
    expect(await furthestFrom(page, '#after', readFileSync(photos.oneFace))).toBeGreaterThan(0);
  });

  it('says at which level that was, and that photos are to part', async () => {
    const level = textOf('compare_strength_apart').replace('$1', textOf('strength_strong'));
    expect(await texts('#whole')).toEqual([expect.stringContaining(level)]);
  });

  it('has a slider for keys', async () => {
    await choose('slider');
    await page.focus('#slider');
    const divided = () =>
      page.$eval('#after', (after) => [
        document.querySelector<HTMLInputElement>('#slider')?.value,
        getComputedStyle(after).clipPath,
      ]);
    await page.keyboard.press('Home');
    expect(await divided()).toEqual(['0', 'inset(0px 0px 0px 0%)']);
    await page.keyboard.press('ArrowRight');
    expect(await divided()).toEqual(['1', 'inset(0px 0px 0px 1%)']);
    await page.keyboard.press('End');
    expect(await divided()).toEqual(['100', 'inset(0px 0px 0px 100%)']);
  });

  it('has a loupe for keys, with whole pixels of the photo in it', async () => {
    await page.focus('input[name="way"]:checked');
    await page.keyboard.press('ArrowRight');
    await page.click('input[name="zoom"][value="4"]');
    await page.focus('#stage');
    await page.keyboard.press('Home');
    await page.keyboard.press('PageUp');
    const corner = await page.$eval('#place', ({ textContent }) => textContent);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    expect(await page.$eval('#place', ({ textContent }) => textContent)).not.toBe(corner);
    const wrong = await page.evaluate(() => {
      const dataOf = (id: string, ...box: [number, number, number, number]) => [
        ...(document
          .querySelector<HTMLCanvasElement>(id)
          ?.getContext('2d')
          ?.getImageData(...box).data ?? []),
      ];
      // Ten pixels from the corner, each four times as wide.
      return ['before', 'after'].filter((name) => {
        const first = dataOf(`#${name}`, 10, 10, 1, 1).join();
        const shown = dataOf(`#loupe-${name}`, 0, 0, 4, 1);
        return [0, 4, 8, 12].some((from) => shown.slice(from, from + 4).join() !== first);
      });
    });
    expect(wrong).toEqual([]);
  });

  it('amplifies the difference by the factor that it says', async () => {
    await choose('difference');
    await page.focus('#factor');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await texts('#factor-said')).toEqual([
      textOf('compare_factor_value').replace('$1', '4'),
    ]);
    const { most, wrong } = await page.evaluate(() => {
      const [before, after, difference] = ['#before', '#after', '#difference'].map((id) => {
        const canvas = document.querySelector<HTMLCanvasElement>(id);
        const { width = 0, height = 0 } = canvas ?? {};
        return canvas?.getContext('2d')?.getImageData(0, 0, width, height).data;
      });
      const shown = [...(difference ?? [])].filter((_, i) => i % 4 < 3);
      const wanted = [...(before ?? [])]
        .map((level, i) => Math.min(255, 4 * Math.abs(level - (after?.[i] ?? 0))))
        .filter((_, i) => i % 4 < 3);
      return {
        most: Math.max(...wanted.slice(0, 60_000), ...wanted.slice(500_000, 560_000)),
        wrong: wanted.filter((level, i) => level !== shown[i]).length,
      };
    });
    expect(most).toBeGreaterThan(0);
    expect(wrong).toBe(0);
  });

  it('has the map of J around the face, which is not of one level', async () => {
    await choose('jnd');
    const levels = await page.evaluate(() => {
      const map = document.querySelector<HTMLCanvasElement>('#maps canvas');
      const pixels = map?.getContext('2d')?.getImageData(0, 0, map.width, map.height).data ?? [];
      return new Set([...pixels].filter((_, i) => i % 4 === 1)).size;
    });
    expect(levels).toBeGreaterThan(20);
    expect(await texts('#jnd-scales li')).toHaveLength(1);
  });

  it('saves the report as docs/report.schema.json has it', async () => {
    const saved = JSON.parse(await savedBy(page, '#save-json')) as { photos: PhotoReport[] };
    const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as object;
    const validate = new Ajv().compile(schema);
    expect(validate(saved), JSON.stringify(validate.errors)).toBe(true);
    const [only] = saved.photos;
    if (only === undefined) throw new Error('There is no photo in it');
    report = only;
    expect(report).toMatchObject({ outcome: 'protected', mode: 'nontargeted', unlinkable: true });
    expect(report.bytesIn).toBe(readFileSync(photos.oneFace).length);
  });

  it('has the figures of the report on its cards, and numbers the faces', async () => {
    const shown = report.faces.flatMap(({ recognisers }) =>
      recognisers.flatMap(({ before, after, platforms = {}, threshold }) =>
        [before, after, ...PLATFORM_IDS.map((id) => platforms[id] ?? NaN), threshold].map(
          (cosine) => cosine.toFixed(3),
        ),
      ),
    );
    expect(await texts('#cards .figures b')).toEqual(shown);
    const [face] = report.faces;
    expect((await texts('#cards .change')).join()).toContain(
      `${face?.psnr?.toFixed(1) ?? ''} dB, SSIM ${face?.ssim.toFixed(3) ?? ''}`,
    );
    expect(await texts('#faces b')).toEqual(report.faces.map((_, i) => String(i + 1)));
    const said = `verdict_${(face?.ssim ?? 0) >= 0.99 ? 'same' : 'stopped'}_one`;
    expect(await texts('#verdict')).toEqual([
      textOf(said).replace('$1', face?.ssim.toFixed(3) ?? ''),
    ]);
  });

  it('saves a page of its own with crops of the result, or without a picture', async () => {
    const html = await savedBy(page, '#save-html');
    expect(html.match(/<img /g)).toHaveLength(report.faces.length);
    expect(html).not.toMatch(/blob:|chrome-extension:|<script|https?:/);
    for (const { after } of report.faces[0]?.recognisers ?? []) {
      expect(html).toContain(after.toFixed(3));
    }
    expect(html).toContain(textOf('studio_limits'));
    await page.click('#with-pictures');
    expect(await savedBy(page, '#save-html')).not.toContain('<img');
    await page.click('#with-pictures');
  });

  it('prints the report on one page, and nothing else', async () => {
    const pdf = Buffer.from(await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.emulateMediaType('print');
    // Letter is the lower of the two: 279 mm less the margins, of which each further face takes a row.
    const { height, row } = await page.evaluate(() => {
      const heightOf = (part: string) => document.querySelector(part)?.clientHeight ?? Infinity;
      return { height: heightOf('#report'), row: heightOf('.face-row') };
    });
    expect(height + 3 * (row + 3 * MM)).toBeLessThan((279.4 - 28) * MM);
    const seen = await page.evaluate(() =>
      [...document.body.children].filter((part) => part.checkVisibility()).map(({ id }) => id),
    );
    await page.emulateMediaType('screen');
    expect(seen).toEqual(['report']);
  });

  it.each(['light', 'dark'])('has nothing that axe-core objects to, in %s', async (scheme) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const way of ['slider', 'loupe', 'difference', 'jnd']) {
      await choose(way);
      expect(await axeProblems(page), way).toEqual([]);
    }
  });

  it('fits 320 pixels', async () => {
    await page.setViewport({ width: 320, height: 700 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewport({ width: 1100, height: 800 });
    expect(width).toBeLessThanOrEqual(320);
  });
});

describe('the pictures', () => {
  it('are out of reach of the page that got the photo', async () => {
    const reached = await reachOf(tab.page, chromium.extensionId);
    expect(reached).toEqual({
      entries: [],
      opener: null,
      fetched: false,
      isShown: false,
      inside: null,
      runtime: 'undefined',
      text: false,
    });
    const fromCompare = await page.evaluate(() => [window.opener as unknown, document.referrer]);
    expect(fromCompare).toEqual([null, '']);
  });

  it('are given for their token once, and the address has lost it', async () => {
    expect(token).toMatch(/^[0-9a-f-]{36}$/);
    expect(await page.evaluate(() => location.href)).not.toContain(token);
    const said = await sayOf(chromium.browser, chromium.extensionId, token);
    expect(said).toBe(textOf('error_not_kept'));
  });

  it('stay in the one tab, to which Compare comes back', async () => {
    await tab.page.bringToFront();
    const before = chromium.browser.targets().length;
    await tab.panel.press(textOf('panel_compare'));
    await page.waitForFunction(() => document.visibilityState === 'visible');
    expect(chromium.browser.targets()).toHaveLength(before);
  });

  it('are gone when that tab closes: for the token, and for the panel, which says so', async () => {
    await page.close();
    expect(await sayOf(chromium.browser, chromium.extensionId, token)).toBe(
      textOf('error_not_kept'),
    );
    await tab.page.bringToFront();
    await tab.panel.press(textOf('panel_compare'));
    await tab.panel.shows(textOf('error_not_kept'));
    expect(await tab.panel.buttons()).not.toContain(textOf('panel_compare'));
  });
});
