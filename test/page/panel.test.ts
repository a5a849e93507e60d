import { describe, expect, it } from 'vitest';
import { expectationOf } from '../../src/shared/expectation';
import { figuresText } from '../support/figures-text';
import { givePanels } from '../support/panel-page';
import type { PanelPage } from '../support/panel-page';
import { DONE } from '../support/panel-report';
import { textOf } from '../support/site-texts';

const CANCEL = textOf('panel_cancel');

let panel: PanelPage;
givePanels((one) => {
  panel = one;
});

describe('the panel', () => {
  it('is out of reach for the page, and above it', async () => {
    expect(await panel.page.$$('html > :not(head, body)')).toHaveLength(0);
    await panel.choose('one.jpg');
    const host = await panel.lab.evaluate((lab) => ({
      root: lab.host().shadowRoot,
      isOnTop: lab.host().matches(':popover-open'),
    }));
    expect(host).toEqual({ root: null, isOnTop: true });
    expect(await panel.home()).toBe('html');
  });

  it('looks like itself whatever the page forbids or wants', async () => {
    const look = await panel.lab.evaluate(async (lab) => {
      const broken: string[] = [];
      addEventListener('securitypolicyviolation', (event) => broken.push(event.violatedDirective));
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('html > * { display: none !important; opacity: 0 !important; }');
      document.adoptedStyleSheets = [sheet];
      lab.open([await lab.paint('one.jpg', 400, 300)]);
      const frame = lab.inside().querySelector('.panel');
      const { display, opacity, position } = getComputedStyle(lab.host());
      const radius = frame === null ? '' : getComputedStyle(frame).borderRadius;
      return { broken, display, opacity, position, radius };
    });
    expect(look).toEqual({
      broken: [],
      display: 'block',
      opacity: '1',
      position: 'fixed',
      radius: '16px',
    });
  });

  it('shows the photo upright, with a box on each face', async () => {
    await panel.lab.evaluate(async (lab) => {
      lab.open([await lab.paint('turned.jpg', 400, 200, true)]);
      lab.photo().showProgress({ kind: 'decoded', width: 200, height: 400 });
      lab.photo().showProgress({ kind: 'found', boxes: [[50, 100, 100, 100]] });
    });
    await panel.page.waitForFunction(
      (lab) => lab.inside().querySelector('canvas') !== null,
      {},
      panel.lab,
    );
    const { picture, face } = await panel.lab.evaluate((lab) => ({
      picture: lab.placeOf('canvas'),
      face: lab.placeOf('.face'),
    }));
    expect(picture.height / picture.width).toBeCloseTo(2, 1);
    expect((face.x - picture.x) / picture.width).toBeCloseTo(0.25, 1);
    expect((face.y - picture.y) / picture.height).toBeCloseTo(0.25, 1);
    expect(face.width / picture.width).toBeCloseTo(0.5, 1);
  });
});

describe('the work', () => {
  it('is counted over all photos, and measured', async () => {
    await panel.choose('one.jpg', 'two.jpg');
    expect(await panel.text()).toContain('2 photos');
    await panel.lab.evaluate((lab) => {
      lab.photo(0).showProgress({ kind: 'found', boxes: [[0, 0, 9, 9]] });
      lab.photo(1).showProgress({
        kind: 'found',
        boxes: [
          [0, 0, 9, 9],
          [9, 9, 9, 9],
        ],
      });
      const step = { kind: 'step', face: 1, faces: 1, step: 1, steps: 4 } as const;
      lab.photo(0).showProgress({ ...step, work: { share: 0.25, secondsLeft: 70 } });
    });
    expect(await panel.text()).toContain('face 1 of 3');
    expect(await panel.text()).toContain('about 1 min 10 s left');
    expect(
      await panel.lab.evaluate((lab) =>
        [...lab.inside().querySelectorAll('progress')].map(({ position }) => position),
      ),
    ).toEqual([0.25, -1]);
  });

  it('ends in one line that says no more than was measured', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab, report) => {
      lab.photo().showDone(report);
      lab.gesture().showEnd(1);
    }, DONE);
    const text = await panel.text();
    expect(text).toContain(textOf('verdict_same_one').replace('$1', '0.990'));
    expect(text).not.toMatch(/protected|guarantee/i);
    expect(text).not.toContain(textOf('progress_started'));
    expect(await panel.labels()).not.toContain(CANCEL);
  });

  it('says beside it what the benchmark expects of others, and where nothing is known', async () => {
    await panel.choose('one.jpg', 'two.jpg', 'three.jpg', 'four.jpg');
    await panel.lab.evaluate((lab, report) => {
      lab.photo(0).showDone({ ...report, strength: 'strong' });
      lab.photo(1).showDone({ ...report, strength: 'invisible' });
      lab.photo(2).showDone(report);
      lab.photo(3).showDone({ ...report, strength: 'strong', unlinkable: true });
    }, DONE);
    const said = await panel.lab.evaluate((lab) =>
      [...lab.inside().querySelectorAll<HTMLElement>('.expectation')].map(
        ({ innerText, title }) => [innerText, title !== ''],
      ),
    );
    expect(said).toEqual([
      [figuresText('strong'), expectationOf('strong') !== undefined],
      [figuresText('invisible'), expectationOf('invisible') !== undefined],
      ['', false],
      [figuresText('strong, unlinkable'), expectationOf('strong, unlinkable') !== undefined],
    ]);
  });

  it('is cancelled by a person', async () => {
    await panel.choose('one.jpg');
    await panel.press(CANCEL);
    expect(await panel.heard()).toEqual(['cancel']);
  });
});

describe('Compare', () => {
  const COMPARE = textOf('panel_compare');
  const finish = (answer: 'opens' | 'not-kept') =>
    panel.lab.evaluate(
      (lab, report, how) => {
        lab.photo().showDone(report, () => {
          lab.heard.push('compare');
          return how === 'opens'
            ? Promise.resolve()
            : Promise.reject(Object.assign(new Error('gone'), { code: how }));
        });
        lab.gesture().showEnd(1);
      },
      DONE,
      answer,
    );
  const longTimers = () => panel.lab.evaluate((lab) => lab.longTimers.size);

  it('opens what was changed, and the photo leaves no more by itself', async () => {
    await panel.choose('one.jpg');
    await finish('opens');
    expect(await longTimers()).toBe(1);
    await panel.press(COMPARE);
    expect(await panel.heard()).toEqual(['compare']);
    await panel.page.mouse.move(1, 1);
    expect(await longTimers()).toBe(0);
    await panel.press(COMPARE);
    expect(await panel.heard()).toEqual(['compare', 'compare']);
  });

  it('says so when the pictures are gone', async () => {
    await panel.choose('one.jpg');
    await finish('not-kept');
    await panel.press(COMPARE);
    expect(await panel.text()).toContain(textOf('error_not_kept'));
    expect(await panel.labels()).not.toContain(COMPARE);
  });

  it('is not there where nothing was changed', async () => {
    await panel.choose('one.jpg');
    await panel.lab.evaluate((lab, report) => {
      lab.photo().showDone(report);
    }, DONE);
    expect(await panel.labels()).not.toContain(COMPARE);
  });
});
