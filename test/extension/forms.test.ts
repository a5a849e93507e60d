import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scanOf } from '../support/extension-photos';
import { useGestureSite } from '../support/gesture-fixture';
import { arrivesProtected, expectNoOriginal } from '../support/gesture-oracle';
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

// A page that one comes back to is made again, and its forms are filled in as they were.
const lab = useGestureSite(PAGES, '--disable-features=BackForwardCache');

/** Until the page that answers the form is there: a tab that closes in between may never say so. */
async function answered(send: () => Promise<void>): Promise<void> {
  await Promise.all([lab.tab.page.waitForNavigation(), send()]);
}

describe('a form that is sent while its photo is worked on', () => {
  it('waits, and goes by itself with the changed photo and the button', async () => {
    await lab.open('/native');
    await lab.tab.choose('#go', lab.photos.noFace);
    await answered(() => lab.tab.page.click('#send'));
    const { bytes } = await arrivesProtected(lab.site, 'native', lab.photos.noFace);
    expect(bytes.toString('latin1')).toContain('name="by"\r\n\r\nbutton');
  });

  it('waits also when a script sends it without an event', async () => {
    await lab.open('/script');
    await lab.tab.choose('#go', lab.photos.noFace);
    await answered(() => lab.tab.page.click('#now'));
    await arrivesProtected(lab.site, 'script', lab.photos.noFace);
  });

  it('lets its handler read the changed photo out of it', async () => {
    await lab.open('/data');
    await lab.tab.choose('#go', lab.photos.noFace);
    await lab.tab.page.click('#send');
    await arrivesProtected(lab.site, 'data', lab.photos.noFace);
    expect(await lab.tab.seen()).toEqual([['submit', true]]);
  });

  it('stays when the person lets the photo go', async () => {
    await lab.open('/data');
    const before = lab.site.got.length;
    await lab.tab.choose('#go', lab.photos.truncated);
    await lab.tab.page.click('#send');
    await lab.tab.panel.press(textOf('panel_leave_out'));
    await lab.tab.panel.shows(textOf('panel_end_nothing'));
    expect(await lab.tab.seen()).toEqual([]);
    // The next time it is as if nothing had been.
    await lab.tab.page.click('#send');
    await lab.tab.page.waitForFunction('globalThis.seen.length === 1');
    expectNoOriginal(lab.site, lab.photos.truncated);
    expect(lab.site.got.length).toBeGreaterThanOrEqual(before);
  });
});

describe('a form that the browser filled in again', () => {
  it('is looked through before it goes: its photo came without an event', async () => {
    await lab.chromium.switchSite(false);
    await lab.open('/native');
    await lab.tab.choose('#go', lab.photos.noFace);
    await lab.tab.page.goto(`${lab.site.origin}/data`);
    await lab.chromium.switchSite(true);
    await lab.tab.page.goBack();
    const before = lab.site.got.length;
    await answered(() => lab.tab.page.click('#send'));
    const [sent] = lab.site.got.slice(before);
    expect(sent?.how).toBe('native');
    expect(sent?.bytes.includes(scanOf(readFileSync(lab.photos.noFace)))).toBe(true);
    expectNoOriginal(lab.site, lab.photos.noFace);
  });
});

describe('a form’s own element', () => {
  it('sends the changed photo that it was given', async () => {
    await lab.open('/element');
    await answered(() => lab.tab.choose('#go', lab.photos.noFace));
    await arrivesProtected(lab.site, 'element', lab.photos.noFace);
  });
});
