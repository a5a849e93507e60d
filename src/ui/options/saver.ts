import { errorOf } from '../../shared/error-of';
import { errorText } from '../../shared/job-text';
import type { Settings } from '../../shared/settings';
import { translate } from '../../shared/translate';

/** Saves at once and says so quietly; what could not be saved is shown as it still is. */
export class Saver {
  readonly #state: HTMLElement;
  readonly #show: (settings: Settings) => void;
  #settings: Settings;

  constructor(settings: Settings, state: HTMLElement, show: (settings: Settings) => void) {
    this.#settings = settings;
    this.#state = state;
    this.#show = show;
    show(settings);
  }

  async save(change: Promise<Settings>, saved = translate('options_saved')): Promise<void> {
    try {
      this.#settings = await change;
      this.say(saved);
    } catch (error) {
      this.say(errorText(errorOf(error).code));
    }
    this.#show(this.#settings);
  }

  say(text: string): void {
    // The same words again would not be read out.
    this.#state.textContent = '';
    this.#state.textContent = text;
  }
}
