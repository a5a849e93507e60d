import { mkdirSync, copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useGestureSite } from '../support/gesture-fixture';
import { arrivesProtected, expectNoOriginal } from '../support/gesture-oracle';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

/** A button whose click runs `open`, and a way to take the files of an input that is in no page. */
function page(open: string): string {
  return `<button id="go">choose</button><script>
    const make = () => {
      const input = document.createElement('input');
      input.type = 'file';
      for (const type of ['input', 'change', 'cancel']) {
        input.addEventListener(type, (event) => {
          seen.push([event.type, event.isTrusted, input.files.length]);
        });
      }
      return input;
    };
    const take = (how) => (event) => void send(how, event.target.files[0]);
    go.onclick = () => { ${open} };
  </script>`;
}

/** An element with an input of its own in a shadow root, opened by a person's own click on it. */
function shadow(mode: 'open' | 'closed'): string {
  return `<upload-box id="go"></upload-box><script>
    customElements.define('upload-box', class extends HTMLElement {
      constructor() {
        super();
        const root = this.attachShadow({ mode: '${mode}' });
        const input = document.createElement('input');
        input.type = 'file';
        for (const type of ['input', 'change']) {
          root.addEventListener(type, (event) => {
            seen.push([type, event.isTrusted, input.files.length]);
          });
        }
        input.onchange = () => void send('${mode} root', input.files[0]);
        root.append(input);
      }
    });
  </script>`;
}

const PAGES = {
  '/click': page(`const input = make(); input.onchange = take('click'); input.click();`),
  '/early': page(`const input = make();
    input.addEventListener('change', take('early'), true); input.click();`),
  '/picker': page(`const input = make(); input.onchange = take('picker'); input.showPicker();`),
  '/dispatch': page(`const input = make(); input.onchange = take('dispatch');
    input.dispatchEvent(new MouseEvent('click'));`),
  '/label': page(`const label = document.createElement('label'); const input = make();
    input.onchange = take('label'); label.append(input); label.click();`),
  '/gone': page(`const input = make(); input.onchange = take('gone');
    document.body.append(input); input.click(); input.remove();`),
  '/unseen': page(`const input = make(); input.onchange = (event) => {
      if (event.target.files.length > 0) take('unseen')(event);
    };
    // As a page may that got the method from elsewhere.
    EventTarget.prototype.dispatchEvent.call(input, new MouseEvent('click'));`),
  '/open': shadow('open'),
  '/closed': shadow('closed'),
  '/program': `<div id="host"></div><button id="go">choose</button><script>
    const root = host.attachShadow({ mode: 'closed' });
    root.innerHTML = '<input type="file" hidden>';
    const input = root.firstChild;
    root.addEventListener('change', () => seen.push(['early', input.files.length]), true);
    input.onchange = () => void send('program', input.files[0]);
    go.onclick = () => input.click();
  </script>`,
  '/folder': `<input id="go" type="file" webkitdirectory><script>
    go.onchange = async () => {
      for (const file of go.files) {
        seen.push(file.webkitRelativePath);
        await send('folder ' + file.name, file);
      }
    };</script>`,
  '/video': `<input id="go" type="file"><script>
    for (const type of ['input', 'change']) addEventListener(type, note);</script>`,
};

const lab = useGestureSite(PAGES);

const CLEAN = [
  ['input', false, 1],
  ['change', false, 1],
];

describe('a file input in no document', () => {
  it.each(['click', 'early', 'picker', 'dispatch', 'label', 'gone'])(
    'gets the changed photo by one clean pair of events (%s)',
    async (how) => {
      await lab.open(`/${how}`);
      await lab.tab.choose('#go', lab.photos.noFace);
      await arrivesProtected(lab.site, how, lab.photos.noFace);
      expect(await lab.tab.seen()).toEqual(CLEAN);
    },
  );

  it.each([
    ['is listened to where it is when a person’s gesture opens it', true, 'DocumentFragment'],
    ['is left alone when a script tries without one: the browser refuses it', false, undefined],
  ])('%s', async (_, userGesture, around) => {
    await lab.open('/click');
    const session = await lab.tab.page.createCDPSession();
    const expression = `(() => { const input = make(); input.click();
      return input.parentNode?.constructor.name; })()`;
    const { result } = await session.send('Runtime.evaluate', { expression, userGesture });
    expect(result.value).toBe(around);
  });

  it('gives no original either when its opening went unseen', async () => {
    await lab.open('/unseen');
    await lab.tab.choose('#go', lab.photos.noFace);
    await arrivesProtected(lab.site, 'unseen', lab.photos.noFace);
    // The page's handlers ran at once, and what they saw was an empty list.
    expect(await lab.tab.seen()).toEqual([['input', true, 0], ['change', true, 0], ...CLEAN]);
  });

  it('says nothing to the page when the photo fails', async () => {
    await lab.open('/click');
    await lab.tab.choose('#go', lab.photos.truncated);
    await lab.tab.panel.press(textOf('panel_leave_out'));
    await lab.tab.panel.shows(textOf('panel_end_nothing'));
    expect(await lab.tab.seen()).toEqual([]);
  });

  it('passes on what is no photo, trusted', async () => {
    await lab.open('/click');
    const before = lab.site.got.length;
    await lab.tab.choose('#go', lab.photos.pdf);
    const sent = await until('the letter', () => lab.site.got[before]);
    expect(sent.bytes).toEqual(readFileSync(lab.photos.pdf));
    expect(await lab.tab.seen()).toEqual([
      ['input', true, 1],
      ['change', true, 1],
    ]);
  });
});

describe('a file input in a shadow root', () => {
  it.each(['open', 'closed'])('gets the changed photo, %s', async (mode) => {
    await lab.open(`/${mode}`);
    await lab.tab.choose('#go', lab.photos.noFace);
    await arrivesProtected(lab.site, `${mode} root`, lab.photos.noFace);
    expect(await lab.tab.seen()).toEqual(CLEAN);
  });

  it('is caught before the root when a script opens it', async () => {
    await lab.open('/program');
    await lab.tab.choose('#go', lab.photos.noFace);
    await arrivesProtected(lab.site, 'program', lab.photos.noFace);
    // Twice would be the trusted one, with an empty list.
    expect(await lab.tab.seen()).toEqual([['early', 1]]);
  });
});

describe('a folder that is chosen', () => {
  it('keeps its paths and what is no photo', async () => {
    const folder = join(lab.photos.folder, 'holiday');
    mkdirSync(join(folder, 'day'), { recursive: true });
    copyFileSync(lab.photos.noFace, join(folder, 'day', 'one.jpg'));
    copyFileSync(lab.photos.pdf, join(folder, 'ticket.pdf'));
    await lab.open('/folder');
    await lab.tab.choose('#go', folder);
    await arrivesProtected(lab.site, 'folder one.jpg', lab.photos.noFace);
    const paths = await until('both', async () => {
      const seen = (await lab.tab.seen()) as string[];
      return seen.length === 2 ? seen : undefined;
    });
    expect(paths.sort()).toEqual(['holiday/day/one.jpg', 'holiday/ticket.pdf']);
    expectNoOriginal(lab.site, lab.photos.noFace);
  });
});
