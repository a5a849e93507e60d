import { describe, expect, it } from 'vitest';
import type { Frame, Page } from 'puppeteer-core';
import { FRAME_PAGES } from '../support/frame-pages';
import { useGestureSite } from '../support/gesture-fixture';
import { arrivesProtected, expectNoOriginal } from '../support/gesture-oracle';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

const lab = useGestureSite(FRAME_PAGES);

async function onlyFrame(): Promise<Frame> {
  return until('a frame', () =>
    lab.tab.page.frames().find((frame) => frame.parentFrame() !== null),
  );
}

/** A frame that is put in anew is another one to the driver, too. */
async function filledFrame(): Promise<Frame> {
  return until('a frame with an input', async () => {
    const frames = lab.tab.page.frames().filter((frame) => frame.parentFrame() !== null);
    const inputs = await Promise.all(frames.map((frame) => frame.$('#go').catch(() => null)));
    return frames.find((_, i) => inputs[i]);
  });
}

describe('a file input in a frame', () => {
  it.each(['srcdoc', 'blob', 'blank', 'written', 'sandbox'])(
    'gets the changed photo (%s)',
    async (how) => {
      await lab.open(`/${how}`);
      await lab.tab.chooseIn(await onlyFrame(), '#go', lab.photos.noFace);
      await arrivesProtected(lab.site, how, lab.photos.noFace);
    },
  );

  it.each(['nowhere', 'nowhere-written', 'nowhere-loaded', 'text'])(
    'gets the changed photo where a script is the address (%s)',
    async (how) => {
      await lab.open(`/${how}`);
      await lab.tab.chooseIn(await filledFrame(), '#go', lab.photos.noFace);
      await arrivesProtected(lab.site, how, lab.photos.noFace);
    },
  );

  it.each(['', '?touched'])('is told of its load once%s', async (query) => {
    await lab.open(`/nowhere-loaded${query}`);
    await filledFrame();
    expect(await lab.tab.seen()).toEqual(['load']);
    expect(await lab.tab.page.$eval('iframe', ({ src }) => src)).toBe('javascript:false');
  });

  it('lends its methods to nobody', async () => {
    await lab.open('/borrowed');
    await lab.tab.choose('#go', lab.photos.noFace);
    await arrivesProtected(lab.site, 'borrowed', lab.photos.noFace);
    expect(await lab.tab.seen()).toEqual([[false, 1]]);
  });
});

describe('a file input in a window without an address', () => {
  it.each(['window', 'picture'])('gets the changed photo (%s)', async (how) => {
    await lab.open(`/${how}`);
    const { page } = lab.tab;
    const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve));
    await page.click('#go');
    const other = (await opened) ?? page;
    await other.waitForSelector('#go');
    const [chooser] = await Promise.all([other.waitForFileChooser(), other.click('#go')]);
    await chooser.accept([lab.photos.noFace]);
    await arrivesProtected(lab.site, how, lab.photos.noFace);
    await other.close();
  });
});

describe('a document that is written anew', () => {
  it('has the gate before the page’s own first listeners', async () => {
    await lab.open('/rewritten');
    await lab.tab.page.waitForSelector('#go');
    await lab.tab.choose('#go', lab.photos.noFace);
    await arrivesProtected(lab.site, 'rewritten', lab.photos.noFace);
    expect(await lab.tab.seen()).toEqual([['change', false]]);
    await lab.tab.drop('#zone', [lab.photos.noFace]);
    await arrivesProtected(lab.site, 'rewritten drop', lab.photos.noFace);
  });

  it('gives no original to listeners that outran the gate', async () => {
    await lab.open('/outrun');
    await lab.tab.page.waitForSelector('#go');
    await lab.tab.choose('#go', lab.photos.noFace);
    await arrivesProtected(lab.site, 'outrun', lab.photos.noFace);
    const seen = (await lab.tab.seen()) as [string, boolean, number][];
    expect(seen.filter(([, isTrusted, count]) => isTrusted && count > 0)).toEqual([]);
    await lab.tab.drop('#zone', [lab.photos.noFace]);
    await arrivesProtected(lab.site, 'outrun drop', lab.photos.noFace);
    expect((await lab.tab.seen()).slice(seen.length)).toEqual([
      ['drop', true, 0],
      ['drop', false, 1],
    ]);
  });
});

describe('a document that is written on while it is read', () => {
  it('still has the gate before the page’s own first listeners', async () => {
    await lab.open('/parsed');
    const html = { mimeType: 'text/html', data: '<img src="https://example.com/a.jpg">' };
    await lab.tab.drop('#zone', [lab.photos.noFace], [html]);
    await arrivesProtected(lab.site, 'parsed', lab.photos.noFace);
    expect(await lab.tab.seen()).toEqual([['drop', false, expect.arrayContaining(['Files'])]]);
  });
});

describe('a page that comes back out of the browser’s cache', () => {
  it('gets nothing of what was chosen before it went, and guards what is chosen then', async () => {
    await lab.open('/back');
    const [first = ''] = lab.photos.faces(1);
    await lab.tab.choose('#go', first);
    await lab.tab.page.goto(`${lab.site.origin}/elsewhere`);
    await lab.tab.page.goBack();
    expect(await lab.tab.seen()).toEqual([
      ['shown', false],
      ['shown', true],
    ]);
    await lab.tab.choose('#go', lab.photos.noFace);
    await arrivesProtected(lab.site, 'back', lab.photos.noFace);
    expectNoOriginal(lab.site, first);
    expect(lab.site.got.filter(({ how }) => how === 'back')).toHaveLength(1);
  });
});

describe('a page that the extension was reloaded under', () => {
  it('blocks every way in, and says what to do', async () => {
    await lab.open('/rewritten');
    await lab.tab.page.waitForSelector('#go');
    const before = lab.site.got.length;
    await lab.chromium.reloadExtension();
    await lab.tab.page.bringToFront();
    await lab.tab.choose('#go', lab.photos.noFace);
    await lab.tab.panel.shows(textOf('error_extension_updated'));
    expect(await lab.tab.panel.buttons()).toContain(textOf('panel_reload'));
    await lab.tab.drop('#zone', [lab.photos.noFace]);
    await until('both are stopped', async () =>
      (await lab.tab.panel.text()).split(textOf('error_extension_updated')).length > 2
        ? true
        : undefined,
    );
    expect(lab.site.got).toHaveLength(before);
    expect(await lab.tab.seen()).toEqual([]);
  });

  it('is marked, for its scripts are of the version before', async () => {
    await lab.open('/elsewhere');
    await lab.chromium.reloadExtension();
    const options = await until('the extension is there', () =>
      lab.chromium.openOptions().catch(() => undefined),
    );
    const badge = (): Promise<string> =>
      options.evaluate(async (origin) => {
        const [tab] = await chrome.tabs.query({ url: `${origin}/*` });
        return chrome.action.getBadgeText({ tabId: tab?.id ?? -1 });
      }, 'http://127.0.0.1');
    await until('the mark', async () => ((await badge()) === '\u21bb' ? true : undefined));
    await options.close();
  });
});
