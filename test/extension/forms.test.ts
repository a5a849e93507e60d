import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { arrivesProtected, expectNoOriginal } from '../support/gesture-oracle';
import { startGestureSite } from '../support/gesture-site';
import type { GestureSite } from '../support/gesture-site';
import { GestureTab } from '../support/gesture-tab';
import { SiteBrowser } from '../support/site-browser';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { textOf } from '../support/site-texts';

function form(how: string, more: string): string {
  return `<form id="form" method="post" enctype="multipart/form-data" action="/got?how=${how}">
    <input id="go" name="photo" type="file">
    <button id="send" name="by" value="button">send</button>
    ${more}
  </form>`;
}

const PAGES = {
  '/native': form('native', ''),
  '/script': form(
    'script',
    '<script>go.addEventListener("input", note); addEventListener("click", ({ target }) => {' +
      ' if (target.id === "now") form.submit(); });</script><button id="now" type="button">now</button>',
  ),
  '/data': form(
    'data',
    `<script>
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        note(event);
        void send('data', new FormData(form, event.submitter));
      });
    </script>`,
  ),
  '/element': `<form id="form" method="post" enctype="multipart/form-data" action="/got?how=element">
    <photo-field name="photo"></photo-field></form><button id="go">choose</button><script>
    customElements.define('photo-field', class extends HTMLElement {
      static formAssociated = true;
      take = (file) => (this.internals ??= this.attachInternals()).setFormValue(file);
    });
    go.onclick = () => {
      const input = document.createElement('input');
      input.type = 'file';
      input.onchange = () => {
        document.querySelector('photo-field').take(input.files[0]);
        form.requestSubmit();
      };
      input.click();
    };</script>`,
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

async function open(path: keyof typeof PAGES): Promise<void> {
  tab = await GestureTab.open(chromium, `${site.origin}${path}`);
}

describe('a form that is sent while its photo is worked on', () => {
  it('waits, and goes by itself with the changed photo and the button', async () => {
    await open('/native');
    await tab.choose('#go', photos.noFace);
    await tab.page.click('#send');
    const { bytes } = await arrivesProtected(site, 'native', photos.noFace);
    expect(bytes.toString('latin1')).toContain('name="by"\r\n\r\nbutton');
  });

  it('waits also when a script sends it without an event', async () => {
    await open('/script');
    await tab.choose('#go', photos.noFace);
    await tab.page.click('#now');
    await arrivesProtected(site, 'script', photos.noFace);
  });

  it('lets its handler read the changed photo out of it', async () => {
    await open('/data');
    await tab.choose('#go', photos.noFace);
    await tab.page.click('#send');
    await arrivesProtected(site, 'data', photos.noFace);
    expect(await tab.seen()).toEqual([['submit', true]]);
  });

  it('stays when the person lets the photo go', async () => {
    await open('/data');
    const before = site.got.length;
    await tab.choose('#go', photos.truncated);
    await tab.page.click('#send');
    await tab.panel.press(textOf('panel_leave_out'));
    await tab.panel.shows(textOf('panel_end_nothing'));
    expect(await tab.seen()).toEqual([]);
    // The next time it is as if nothing had been.
    await tab.page.click('#send');
    await tab.page.waitForFunction('globalThis.seen.length === 1');
    expectNoOriginal(site, photos.truncated);
    expect(site.got.length).toBeGreaterThanOrEqual(before);
  });
});

describe('a form’s own element', () => {
  it('sends the changed photo that it was given', async () => {
    await open('/element');
    await tab.choose('#go', photos.noFace);
    await arrivesProtected(site, 'element', photos.noFace);
  });
});
