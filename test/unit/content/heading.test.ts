import { describe, expect, it } from 'vitest';
import { headingOf } from '../../../src/content/panel/heading';
import type { Texts } from '../../../src/content/panel/texts';
import { SENT_ORIGINAL, SENT_WITHOUT_FACE, verdictOfFailure } from '../../../src/shared/verdict';

const texts = {
  asks: 'asks',
  done: 'done',
  unchanged: 'unchanged',
  onePhoto: 'one',
  photos: '$1 photos',
  face: 'face $1 of $2',
} as Texts;

const faces = { found: 2, done: 1 };
const row = (state: 'working' | 'asking' | 'done' | 'original' | 'left-out', verdict = passed) => ({
  faces,
  state,
  verdict,
});
const passed = verdictOfFailure('not-a-photo');
const stopped = { case: 'all-stopped', key: 'verdict_stopped_one', args: ['0.951'] } as const;
const small = { case: 'unmeasured', key: 'verdict_unmeasured_only', args: [1] } as const;

describe('the head of the panel', () => {
  it.each([
    ['a video that passed', [row('original')], 'unchanged', 'plain'],
    ['an original that was sent', [row('original', SENT_ORIGINAL)], 'unchanged', 'plain'],
    ['a photo without its metadata', [row('original', SENT_WITHOUT_FACE)], 'done', 'plain'],
    ['a face that is too small', [row('done', small)], 'done', 'plain'],
    ['a photo that was left out', [row('left-out')], 'done', 'plain'],
    ['a changed photo', [row('done', stopped)], 'done', 'good'],
    ['a changed photo beside a video', [row('original'), row('done', stopped)], 'done', 'plain'],
    [
      'a changed photo beside a small face',
      [row('done', stopped), row('done', small)],
      'done',
      'plain',
    ],
    [
      'a changed photo beside an original',
      [row('done', stopped), row('original', SENT_ORIGINAL)],
      'done',
      'plain',
    ],
    [
      'a changed photo beside one without a face',
      [row('done', stopped), row('original', SENT_WITHOUT_FACE)],
      'done',
      'good',
    ],
    [
      'a changed photo beside one that was left out',
      [row('done', stopped), row('left-out')],
      'done',
      'good',
    ],
    ['nothing to show', [], 'done', 'plain'],
  ] as const)('after %s', (_, over, text, tone) => {
    expect(headingOf([], over, texts)).toEqual({ text, tone });
  });

  it('says what goes on while anything does', () => {
    const over = [row('original')];
    expect(headingOf([row('working')], over, texts).text).toBe('one – face 2 of 2');
    expect(headingOf([row('working'), row('asking')], over, texts)).toEqual({
      text: 'asks',
      tone: 'asking',
    });
  });
});
