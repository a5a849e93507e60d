import { errorKey } from '../../shared/error-key';
import { errorOf } from '../../shared/error-of';
import { make, makeButton, setText } from './elements';
import type { Texts } from './texts';

/** Opens a photo before and after in a tab; where that is no longer possible it says so instead. */
export class CompareButton {
  readonly element = make('div', 'compare');

  constructor(texts: Texts, compare: () => Promise<unknown>, onPress: () => void) {
    const why = make('p', 'faint');
    why.setAttribute('role', 'status');
    const button = makeButton(texts.compare, 'quiet', () => {
      onPress();
      button.disabled = true;
      compare().then(
        () => {
          button.disabled = false;
        },
        (error: unknown) => {
          const { code } = errorOf(error);
          button.remove();
          setText(why, texts.verdicts.get(errorKey(code)) ?? code);
        },
      );
    });
    this.element.append(button, why);
  }
}
