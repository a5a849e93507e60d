import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from 'puppeteer-core';
import { arrivesProtected, expectNoOriginal } from '../support/gesture-oracle';
import { startGestureSite } from '../support/gesture-site';
import type { GestureSite } from '../support/gesture-site';
import { GestureTab } from '../support/gesture-tab';
import { SiteBrowser } from '../support/site-browser';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

/** The inside of a frame: an input whose choice the page around it sends. */
function inside(how: string): string {
  return `<input id=go type=file onchange=parent.send('${how}',this.files[0])>`;
}

const PAGES = {
  '/srcdoc': `<iframe srcdoc="${inside('srcdoc')}"></iframe>`,
  '/sandbox': `<iframe sandbox="allow-scripts" srcdoc="<input id=go type=file><script>
    go.onchange = () => parent.postMessage(go.files[0], '*')</script>"></iframe>
    <script>onmessage = ({ data }) => void send('sandbox', data);</script>`,
  '/blob': `<iframe id="frame"></iframe><script>
    const page = new Blob([\`${inside('blob')}\`], { type: 'text/html' });
    frame.src = URL.createObjectURL(page);
  </script>`,
  // Reached into before anything of the frame's own can have run.
  '/blank': `<body><script>
    const frame = document.body.appendChild(document.createElement('iframe'));
    const { get } = Object.getOwnPropertyDescriptor(
      frame.contentWindow.HTMLInputElement.prototype, 'files');
    frame.contentDocument.body.innerHTML = '<input id=go type=file>';
    const input = frame.contentDocument.querySelector('input');
    frame.contentWindow.addEventListener('change', () => {
      for (const file of get.call(input)) void send('blank', file);
    }, true);
  </script>`,
  // The same methods, used on an input of the page around it, before the gate's own listener.
  '/borrowed': `<body><input id="go" type="file"><script>
    const frame = document.body.appendChild(document.createElement('iframe'));
    const { get } = Object.getOwnPropertyDescriptor(
      frame.contentWindow.HTMLInputElement.prototype, 'files');
    const look = ({ isTrusted }) => {
      for (const file of get.call(go)) void send('borrowed', file);
      seen.push([isTrusted, go.files.length]);
    };
    addEventListener('change', look, true);
  </script>`,
  '/written': `<body><iframe id="frame"></iframe><script>
    const inner = frame.contentDocument;
    inner.open();
    inner.write("${inside('written')}");
    inner.close();
  </script>`,
  // Takes every listener off the window, and puts its own there first.
  '/rewritten': `<script>
    addEventListener('load', () => setTimeout(() => {
      const { send, note } = window;
      document.open();
      document.write('<input id="go" type="file"><div id="zone" style="height:90px">drop</div>');
      document.close();
      addEventListener('change', (event) => {
        note(event);
        for (const file of event.target.files) void send('rewritten', file);
      }, true);
      const zone = document.querySelector('#zone');
      zone.addEventListener('dragover', (event) => event.preventDefault());
      addEventListener('drop', (event) => {
        event.preventDefault();
        for (const file of event.dataTransfer.files) void send('rewritten drop', file);
      }, true);
    }));
  </script>`,
  // The script is a part of what is written: it runs before anyone hears that something was.
  '/outrun': `<script>
    addEventListener('load', () => setTimeout(() => {
      document.write(\`<input id="go" type="file"><div id="zone" style="height:90px">drop</div><script>
        for (const type of ['input', 'change']) addEventListener(type, (event) => {
          const { files } = event.target;
          seen.push([type, event.isTrusted, files.length]);
          if (type === 'change') for (const file of files) void send('outrun', file);
        }, true);
        zone.addEventListener('dragover', (event) => event.preventDefault());
        addEventListener('drop', (event) => {
          event.preventDefault();
          const { files, items } = event.dataTransfer;
          for (const file of [...files, ...[...items].map((item) => item.getAsFile())]) {
            if (file) void send('outrun drop', file);
          }
          seen.push(['drop', event.isTrusted, files.length]);
        }, true);
      <\\/script>\`);
      document.close();
    }));
  </script>`,
  '/back': `<input id="go" type="file"><script>
    addEventListener('pageshow', ({ persisted }) => seen.push(['shown', persisted]));
    go.onchange = () => void send('back', go.files[0]);
  </script>`,
  '/elsewhere': 'elsewhere',
};

let photos: SitePhotos;
let site: GestureSite;
let chromium: SiteBrowser;
let tab: GestureTab;

beforeAll(async () => {
  photos = await makeSitePhotos();
  site = await startGestureSite(PAGES);
  chromium = await SiteBrowser.open();
});
afterAll(async () => {
  await chromium.close();
  await site.close();
  photos.remove();
});
afterEach(async () => {
  await tab.page.close();
});

async function open(path: string): Promise<void> {
  tab = await GestureTab.open(chromium, `${site.origin}${path}`);
}

async function onlyFrame(): Promise<Frame> {
  return until('a frame', () => tab.page.frames().find((frame) => frame.parentFrame() !== null));
}

describe('a file input in a frame', () => {
  it.each(['srcdoc', 'blob', 'blank', 'written', 'sandbox'])(
    'gets the changed photo (%s)',
    async (how) => {
      await open(`/${how}`);
      await tab.chooseIn(await onlyFrame(), '#go', photos.noFace);
      await arrivesProtected(site, how, photos.noFace);
    },
  );

  it('lends its methods to nobody', async () => {
    await open('/borrowed');
    await tab.choose('#go', photos.noFace);
    await arrivesProtected(site, 'borrowed', photos.noFace);
    expect(await tab.seen()).toEqual([[false, 1]]);
  });
});

describe('a document that is written anew', () => {
  it('has the gate before the page’s own first listeners', async () => {
    await open('/rewritten');
    await tab.page.waitForSelector('#go');
    await tab.choose('#go', photos.noFace);
    await arrivesProtected(site, 'rewritten', photos.noFace);
    expect(await tab.seen()).toEqual([['change', false]]);
    await tab.drop('#zone', [photos.noFace]);
    await arrivesProtected(site, 'rewritten drop', photos.noFace);
  });

  it('gives no original to listeners that outran the gate', async () => {
    await open('/outrun');
    await tab.page.waitForSelector('#go');
    await tab.choose('#go', photos.noFace);
    await arrivesProtected(site, 'outrun', photos.noFace);
    const seen = (await tab.seen()) as [string, boolean, number][];
    expect(seen.filter(([, isTrusted, count]) => isTrusted && count > 0)).toEqual([]);
    await tab.drop('#zone', [photos.noFace]);
    await arrivesProtected(site, 'outrun drop', photos.noFace);
    expect((await tab.seen()).slice(seen.length)).toEqual([
      ['drop', true, 0],
      ['drop', false, 1],
    ]);
  });
});

describe('a page that comes back out of the browser’s cache', () => {
  it('gets nothing of what was chosen before it went, and guards what is chosen then', async () => {
    await open('/back');
    await tab.choose('#go', photos.oneFace);
    await tab.page.goto(`${site.origin}/elsewhere`);
    await tab.page.goBack();
    expect(await tab.seen()).toEqual([
      ['shown', false],
      ['shown', true],
    ]);
    await tab.choose('#go', photos.noFace);
    await arrivesProtected(site, 'back', photos.noFace);
    expectNoOriginal(site, photos.oneFace);
    expect(site.got.filter(({ how }) => how === 'back')).toHaveLength(1);
  });
});

describe('a page that the extension was reloaded under', () => {
  it('blocks every way in, and says what to do', async () => {
    await open('/rewritten');
    await tab.page.waitForSelector('#go');
    const before = site.got.length;
    await chromium.reloadExtension();
    await tab.page.bringToFront();
    await tab.choose('#go', photos.noFace);
    await tab.panel.shows(textOf('error_extension_updated'));
    expect(await tab.panel.buttons()).toContain(textOf('panel_reload'));
    await tab.drop('#zone', [photos.noFace]);
    await until('both are stopped', async () =>
      (await tab.panel.text()).split(textOf('error_extension_updated')).length > 2
        ? true
        : undefined,
    );
    expect(site.got).toHaveLength(before);
    expect(await tab.seen()).toEqual([]);
  });
});
