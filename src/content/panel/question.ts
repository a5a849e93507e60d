import { mayWorkAgain } from '../../shared/may-work-again';
import type { Decision, Doubt } from '../gesture-view';
import { make, makeButton } from './elements';
import type { Texts } from './texts';

/** Why a photo does not go by itself, and what a person can do about it. */
export function makeQuestion(
  doubt: Doubt,
  canBeStronger: boolean,
  texts: Texts,
  decide: (decision: Decision) => void,
): HTMLElement {
  const question = make('div', 'question');
  question.setAttribute('role', 'alert');
  question.append(make('p', 'why', doubtText(doubt, texts)), make('p', 'faint', texts.waiting));
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
  const isFinal = doubt !== 'no-face' && !mayWorkAgain(doubt);
  if (doubt === 'extension-updated') offer(texts.reload, 'main', reloadPage);
  else if (doubt === 'animated') offerDecision(texts.still, 'still', 'main');
  else if (doubt === 'budget-exceeded' && canBeStronger) {
    offerDecision(texts.stronger, 'stronger', 'main');
  } else if (isFinal) offerDecision(texts.leaveOut, 'leave-out', 'main');
  else if (doubt !== 'no-face') offerDecision(texts.again, 'again', 'main');
  offerDecision(texts.original, 'original');
  if (!isFinal || doubt === 'animated') offerDecision(texts.leaveOut, 'leave-out');
  question.append(buttons);
  return question;
}

/** The doubt in plain words. */
export function doubtText(doubt: Doubt, texts: Texts): string {
  return doubt === 'no-face' ? texts.noFace : (texts.errors.get(doubt) ?? doubt);
}

export function reloadPage(): void {
  location.reload();
}
