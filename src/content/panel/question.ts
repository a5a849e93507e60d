import { mayWorkAgain } from '../../shared/may-work-again';
import { figuresOf } from '../../shared/strength-text';
import type { Decision, PhotoQuestion } from '../gesture-view';
import { make, makeButton } from './elements';
import { fill } from './fill';
import { orElse, sentence } from './texts';
import type { Texts } from './texts';

/** Why a photo does not go by itself, and what a person can do about it. */
export function makeQuestion(
  { doubt, verdict, isChanged, next, nextLevel }: PhotoQuestion,
  texts: Texts,
  decide: (decision: Decision) => void,
): HTMLElement {
  const question = make('div', 'question');
  question.setAttribute('role', 'alert');
  const why = doubt === 'no-face' ? texts.noFace : sentence(verdict, texts);
  question.append(make('p', 'why', why), make('p', 'faint', texts.waiting));
  const buttons = make('div', 'buttons');
  const offer = (label: string, className: string, act: () => void) => {
    buttons.append(makeButton(label, className, act));
  };
  const offerDecision = (label: string, decision: Decision, className = '') => {
    offer(label, className, () => {
      decide(decision);
    });
  };
  // What helps and is safe comes first. Without its extension a page can only be reloaded, and
  // another try at a damaged file cannot work.
  const isSeen = doubt === 'no-face' || doubt === 'unmeasured';
  const isFinal = !isSeen && !mayWorkAgain(doubt);
  if (doubt === 'extension-updated') offer(texts.reload, 'main', reloadPage);
  else if (doubt === 'animated') offerDecision(texts.still, 'still', 'main');
  else if (doubt === 'budget-exceeded' && next !== undefined) {
    const name = texts.strengths.get(next) ?? next;
    const found = nextLevel && orElse(() => figuresOf(nextLevel), undefined);
    if (found) {
      const figures = make('p', 'faint', `${name}: ${found.text}`);
      figures.title = found.source;
      question.append(figures);
    }
    offerDecision(fill(texts.stronger, name), 'stronger', 'main');
  } else if (isFinal) offerDecision(texts.leaveOut, 'leave-out', 'main');
  else if (!isSeen) offerDecision(texts.again, 'again', 'main');
  offerDecision(isChanged ? texts.changed : texts.original, 'original');
  if (!isFinal || doubt === 'animated') offerDecision(texts.leaveOut, 'leave-out');
  question.append(buttons);
  return question;
}

export function reloadPage(): void {
  location.reload();
}
