import { DEFAULT_SETTINGS } from '../../shared/settings';
import type { Settings } from '../../shared/settings';
import { without } from '../../shared/without';
import { askBackground } from '../ask-background';
import { part } from '../part';

/** Reset in two presses: the second button comes where nobody presses it by mistake. */
export function wireReset(save: (change: Promise<Settings>) => void): void {
  const ask = part('reset', HTMLButtonElement);
  const confirm = part('reset-confirm', HTMLElement);
  ask.addEventListener('click', () => {
    confirm.hidden = false;
    part('reset-no', HTMLButtonElement).focus();
  });
  part('reset-no', HTMLButtonElement).addEventListener('click', () => {
    confirm.hidden = true;
    ask.focus();
  });
  part('reset-yes', HTMLButtonElement).addEventListener('click', () => {
    confirm.hidden = true;
    ask.focus();
    const change = without(DEFAULT_SETTINGS, 'version', 'sites', 'decoySeed');
    save(askBackground('changeSettings', change));
  });
}
