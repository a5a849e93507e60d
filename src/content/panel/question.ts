import { mayWorkAgain } from '../../shared/may-work-again';
import type { Decision, Doubt } from '../gesture-view';
import { make, makeButton } from './elements';
import type { Texts } from './texts';

/** Why a photo does not go by itself, and what a person can do about it. */
export function makeQuestion(
  doubt: Doubt,
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
  // Without its extension a page can only be reloaded: another try could not work.
  if (doubt === 'extension-updated') {
    offer(texts.reload, 'main', reloadPage);
  } else if (doubt !== 'no-face' && mayWorkAgain(doubt)) {
    offer(texts.again, 'main', () => {
      decide('again');
    });
  }
  offer(texts.original, '', () => {
    decide('original');
  });
  offer(texts.leaveOut, '', () => {
    decide('leave-out');
  });
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
