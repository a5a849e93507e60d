import { describe, expect, it } from 'vitest';
import { expectationOf } from '../../src/shared/expectation';
import { givePanels } from '../support/panel-page';
import type { PanelPage } from '../support/panel-page';
import { DONE } from '../support/panel-report';
import { textOf } from '../support/site-texts';

const SEND = textOf('panel_send_original');
const LEAVE_OUT = textOf('panel_leave_out');
const AGAIN = textOf('panel_again');
const CANCEL = textOf('panel_cancel');

let panel: PanelPage;
givePanels((one) => {
  panel = one;
});

describe('a doubt', () => {
  const RELOAD = textOf('panel_reload');
  const STRONGER = textOf('panel_stronger').replace('$1', textOf('strength_strong'));
  it.each([
    ['engine-lost', 'error_engine_lost', [AGAIN, SEND, LEAVE_OUT]],
    ['corrupt-file', 'error_corrupt_file', [LEAVE_OUT, SEND]],
    ['no-face', 'panel_no_face', [SEND, LEAVE_OUT]],
    ['budget-exceeded', 'error_budget_exceeded', [STRONGER, SEND, LEAVE_OUT]],
    ['extension-updated', 'error_extension_updated', [RELOAD, SEND, LEAVE_OUT]],
  ] as const)('%s is put to the person', async (doubt, key, choices) => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab, why) => {
      lab.ask(why, 0, 0, 'strong');
    }, doubt);
    const alert = await panel.lab.evaluate(
      (lab) => lab.inside().querySelector<HTMLElement>('[role=alert]')?.innerText,
    );
    expect(alert).toContain(textOf(key));
    const labels = await panel.labels();
    expect(labels.filter((label) => label !== CANCEL && label !== textOf('panel_fold'))).toEqual(
      choices,
    );
  });

  it.each([
    [AGAIN, 'again'],
    [SEND, 'original'],
    [LEAVE_OUT, 'leave-out'],
    [STRONGER, 'stronger'],
  ])('is settled by "%s"', async (label, decision) => {
    await panel.choose('one.jpg');
    const isStronger = label === STRONGER;
    await panel.lab.evaluate((lab, stronger) => {
      lab.ask(stronger ? 'budget-exceeded' : 'engine-lost', 0, 0, 'strong');
    }, isStronger);
    await panel.press(label);
    expect(await panel.heard()).toEqual([decision]);
    expect(await panel.labels()).not.toContain(SEND);
  });

  it.each([
    ['strong', {}],
    ['strong, unlinkable', { unlinkable: true }],
  ] as const)(
    'says how many faces are the trouble, and what is known of %s',
    async (level, asked) => {
      await panel.choose('one.jpg');
      const [face] = DONE.faces;
      const short = { ...face!, protected: false, code: 'budget-exceeded' } as const;
      const report = { ...DONE, outcome: 'failed', code: 'budget-exceeded' } as const;
      await panel.lab.evaluate(
        (lab, failed) => {
          lab.ask('budget-exceeded', 0, 0, 'strong', failed);
        },
        { ...report, ...asked, strength: 'balanced', faces: [face!, short] } as const,
      );
      const text = await panel.text();
      expect(text).toContain(textOf('verdict_some_not').replace('$1', '1').replace('$2', '2'));
      const found = expectationOf(level);
      expect(text).toContain(`${textOf('strength_strong')}: `);
      expect(text).toContain(found ? `PSNR ${found.psnr.toFixed(1)} dB` : textOf('figures_none'));
    },
  );

  it('says no figures of the next strength where they are about other photos', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.ask('budget-exceeded', 0, 0, 'strong');
    });
    expect(await panel.labels()).toContain(STRONGER);
    expect(await panel.text()).not.toMatch(/PSNR|100 pairs/);
  });

  it('about a face that is too small is settled without another try', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.ask('unmeasured');
    });
    const labels = await panel.labels();
    expect(labels).toEqual(expect.arrayContaining([SEND, LEAVE_OUT]));
    expect(labels).not.toContain(AGAIN);
  });

  it('about one beside changed faces says that the changed photo goes', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.ask('unmeasured', 0, 0, undefined, undefined, true);
    });
    const labels = await panel.labels();
    expect(labels).toEqual(expect.arrayContaining([textOf('panel_send_changed'), LEAVE_OUT]));
    expect(labels).not.toContain(SEND);
  });

  it('offers no more strength where there is none, but another try', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.ask('budget-exceeded');
    });
    const labels = await panel.labels();
    expect(labels).not.toContain(STRONGER);
    expect(labels).toContain(AGAIN);
  });

  it('is settled by a person only', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab, label) => {
      lab.ask('engine-lost');
      const button = lab.button(label);
      const { x, y } = button.getBoundingClientRect();
      const at = { bubbles: true, composed: true, clientX: x + 9, clientY: y + 9, detail: 1 };
      for (const target of [button, lab.host()]) {
        for (const type of ['mousedown', 'mouseup', 'click']) {
          target.dispatchEvent(new MouseEvent(type, at));
        }
      }
      button.focus();
      button.click();
    }, SEND);
    expect(await panel.heard()).toEqual([]);
    await panel.press(SEND);
    expect(await panel.heard()).toEqual(['original']);
  });

  it('has words also when the extension is gone', async () => {
    await panel.lab.evaluate((lab) => {
      lab.loseExtension();
    });
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.photo().showProgress({ kind: 'queued', ahead: 1 });
      lab.ask('extension-updated');
    });
    expect(await panel.text()).toContain(textOf('error_extension_updated'));
    await panel.press(LEAVE_OUT);
    expect(await panel.heard()).toEqual(['leave-out']);
  });

  it('goes with the gesture, and nothing of it to the page', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab) => {
      lab.ask('engine-lost');
      lab.gesture().remove();
    });
    expect(await panel.heard()).toEqual(['leave-out']);
    expect(await panel.home()).toBeNull();
  });
});
