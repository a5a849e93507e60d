import type { PhotoRow } from './photo-row';
import { fill } from './fill';
import type { Texts } from './texts';

/** What the head tells by its colour: at work or well, a question, or neither. */
export type Tone = 'good' | 'asking' | 'plain';

export interface Heading {
  readonly text: string;
  readonly tone: Tone;
}

type Shown = Pick<PhotoRow, 'faces' | 'state' | 'verdict'>;

/** What is going on in all, such as "2 photos - face 3 of 5", or how it ended. */
export function headingOf(open: readonly Shown[], over: readonly Shown[], texts: Texts): Heading {
  if (open.length === 0) return endOf(over, texts);
  if (open.some(({ state }) => state === 'asking')) return { text: texts.asks, tone: 'asking' };
  const count = open.length === 1 ? texts.onePhoto : fill(texts.photos, open.length);
  const found = open.reduce((sum, { faces }) => sum + faces.found, 0);
  const done = open.reduce((sum, { faces }) => sum + faces.done, 0);
  const face = fill(texts.face, Math.min(found, done + 1), found);
  return { text: found === 0 ? count : `${count} – ${face}`, tone: 'good' };
}

/** Good is only what was measured, all of it: a file that went as it was is not. */
function endOf(over: readonly Shown[], texts: Texts): Heading {
  const isUnchanged =
    over.length > 0 &&
    over.every(({ state, verdict }) => state === 'original' && verdict?.case === 'not-checked');
  if (isUnchanged) return { text: texts.unchanged, tone: 'plain' };
  const gone = over.filter(({ state }) => state !== 'left-out').map(({ verdict }) => verdict?.case);
  const isGood =
    gone.includes('all-stopped') && gone.every((one) => one === 'all-stopped' || one === 'no-face');
  return { text: texts.done, tone: isGood ? 'good' : 'plain' };
}
