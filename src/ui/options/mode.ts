import type { AttackMode, TargetKind } from '../../shared/attack-mode';
import type { Settings } from '../../shared/settings';
import { translate } from '../../shared/translate';
import { askBackground } from '../ask-background';
import { ChoiceGroup } from '../choice-group';
import { part } from '../part';
import { FacePicker } from './face-picker';
import type { Saver } from './saver';

/** The section on the kind of change: away from the person, or towards whom. */
export function wireMode(saver: () => Saver): (settings: Settings) => void {
  const modes = new ChoiceGroup<AttackMode>(document, 'mode', (mode) => {
    void saver().save(askBackground('changeSettings', { mode }));
  });
  const targets = new ChoiceGroup<TargetKind>(document, 'target', (target) => {
    void saver().save(askBackground('changeSettings', { target }));
  });
  const picker = new FacePicker();
  part('redraw', HTMLButtonElement).addEventListener('click', () => {
    void saver().save(askBackground('redrawDecoy', null), translate('options_decoy_redrawn'));
  });
  return ({ mode, target }) => {
    modes.show(mode);
    targets.show(target);
    const isTargeted = mode === 'targeted';
    part('target', HTMLFieldSetElement).hidden = !isTargeted;
    part('fixed-decoy', HTMLElement).hidden = target !== 'fixed-decoy';
    picker.show(isTargeted && target === 'photo');
  };
}
