import { describe, expect, it } from 'vitest';
import { givePanels } from '../support/panel-page';
import type { PanelPage } from '../support/panel-page';
import { DONE } from '../support/panel-report';
import { textOf } from '../support/site-texts';

const SEND = textOf('panel_send_original');
const AGAIN = textOf('panel_again');
const CANCEL = textOf('panel_cancel');
const CLOSE = textOf('panel_close');

let panel: PanelPage;
givePanels((one) => {
  panel = one;
});

describe('what happens in the panel', () => {
  it('is not heard by the page, and leaves the focus where it was', async () => {
    await panel.page.focus('#field');
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.ask('engine-lost');
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      for (const type of ['pointerdown', 'mousedown', 'click', 'focusin', 'focusout', 'keydown']) {
        document.addEventListener(type, () => heard.push(type), true);
        addEventListener(type, () => heard.push(type));
      }
    });
    await panel.press(AGAIN);
    expect(await panel.page.evaluate(() => document.activeElement?.id)).toBe('field');
    expect(await panel.page.evaluate('heard')).toEqual([]);
    // The listeners themselves work.
    await panel.page.mouse.click(5, 5);
    expect(await panel.page.evaluate('heard')).toContain('click');
  });

  it('can be done with the keyboard alone', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      document.querySelector<HTMLDialogElement>('#first')?.showModal();
      lab.ask('engine-lost');
    });
    const focused = () =>
      panel.lab.evaluate((lab) => (lab.inside().activeElement as HTMLElement | null)?.innerText);
    for (let steps = 0; steps < 8 && (await focused()) !== SEND; steps += 1) {
      await panel.page.keyboard.press('Tab');
    }
    expect(await focused()).toBe(SEND);
    await panel.page.keyboard.press('Escape');
    expect(await panel.page.$eval('#first', (dialog) => dialog.matches(':modal'))).toBe(true);
    expect(await panel.heard()).toEqual([]);
    await panel.lab.evaluate((lab, label) => {
      lab.button(label).focus();
    }, textOf('panel_unfold'));
    await panel.page.keyboard.press('Space');
    await panel.lab.evaluate((lab, label) => {
      lab.button(label).focus();
    }, SEND);
    await panel.page.keyboard.press('Enter');
    expect(await panel.heard()).toEqual(['original']);
  });
});

describe('its place', () => {
  it('is in the topmost modal dialog, where it can be used', async () => {
    await panel.choose('one.jpg');
    await panel.page.$eval('#second', (dialog) => {
      (dialog as HTMLDialogElement).showModal();
    });
    expect(await panel.home()).toBe('dialogsecond');
    // The later one in the document is not the later one on the screen.
    await panel.page.$eval('#first', (dialog) => {
      (dialog as HTMLDialogElement).showModal();
    });
    expect(await panel.home()).toBe('dialogfirst');
    await panel.press(CANCEL);
    expect(await panel.heard()).toEqual(['cancel']);
    await panel.page.$eval('#first', (dialog) => {
      (dialog as HTMLDialogElement).close();
    });
    expect(await panel.home()).toBe('dialogsecond');
    await panel.page.$eval('#second', (dialog) => {
      dialog.remove();
    });
    expect(await panel.home()).toBe('html');
    expect(await panel.lab.evaluate((lab) => lab.host().matches(':popover-open'))).toBe(true);
  });

  it('is kept while a gesture is open, and left after it', async () => {
    await panel.choose('one.jpg');
    for (let times = 0; times < 40; times += 1) {
      await panel.lab.evaluate((lab) => {
        lab.host().remove();
      });
      await panel.shown(true);
      if (times > 21) break;
    }
    await panel.lab.evaluate((lab) => {
      lab.gesture().remove();
    });
    expect(await panel.home()).toBeNull();
    await panel.page.$eval('main', (main) => {
      main.append(document.createElement('p'));
    });
    expect(await panel.home()).toBeNull();
  });
});

describe('the end', () => {
  it('leaves by itself, and not under the pointer', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab, report) => {
      lab.photo().showDone(report);
      lab.gesture().showEnd(1);
    }, DONE);
    const { x, y } = await panel.lab.evaluate((lab) => lab.placeOf('.panel'));
    await panel.page.mouse.move(x + 50, y + 20);
    expect(await panel.lab.evaluate((lab) => lab.longTimers.size)).toBe(0);
    await panel.page.mouse.move(5, 5);
    expect(await panel.lab.evaluate((lab) => lab.longTimers.size)).toBe(1);
    await panel.shown(false);
  });

  it('stays until it was read where a photo was left out', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.settle('left-out', 'corrupt-file');
      lab.gesture().showEnd(0);
    });
    const text = await panel.text();
    expect(text).toContain(textOf('error_corrupt_file'));
    expect(text).toContain(textOf('panel_end_nothing'));
    expect(await panel.lab.evaluate((lab) => lab.longTimers.size)).toBe(0);
    await panel.press(CLOSE);
    expect(await panel.home()).toBeNull();
  });

  it('says why nothing could be handed over', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.gesture().showStopped('page-changed');
    });
    expect(await panel.text()).toContain(textOf('error_page_changed'));
    expect(await panel.labels()).toContain(CLOSE);
  });
});

describe.each(['light', 'dark'])('in %s colours', (scheme) => {
  it('axe-core finds nothing wrong', async () => {
    await panel.page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await panel.choose('one.jpg', 'two.jpg', 'three.jpg');
    await panel.lab.evaluate((lab, report) => {
      lab.photo(1).showDone(report);
      lab.ask('engine-lost', 2);
    }, DONE);
    expect(await panel.lab.evaluate((lab) => lab.violations())).toEqual([]);
    await panel.lab.evaluate((lab, report) => {
      lab.settle('original', 'timeout');
      lab.settle('left-out', 'timeout', 2);
      lab.photo(1).showDone(report);
      lab.gesture().showEnd(2);
    }, DONE);
    expect(await panel.lab.evaluate((lab) => lab.violations())).toEqual([]);
  });
});
