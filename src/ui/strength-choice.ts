import { levelName } from '../shared/level';
import type { LevelName } from '../shared/level';
import type { Settings } from '../shared/settings';
import type { Figures } from '../shared/strength-text';
import { STRENGTHS } from '../shared/strength';
import type { Strength } from '../shared/strength';
import { ChoiceGroup } from './choice-group';

type Shown = Pick<Settings, 'strength' | 'unlinkable'>;

/**
 * The levels as radio buttons named `strength`, with what was measured of them beside. Returns what
 * shows the one that is set.
 */
export function strengthChoice(
  onChoice: (strength: Strength) => void,
  figuresOf: (level: LevelName) => Figures,
): (settings: Shown) => void {
  const group = new ChoiceGroup(document, 'strength', onChoice);
  return ({ strength, unlinkable }) => {
    group.show(strength);
    for (const each of STRENGTHS) showFigures(each, figuresOf(levelName(each, unlinkable)));
  };
}

function showFigures(strength: Strength, { text, source }: Figures): void {
  const place = document.querySelector<HTMLElement>(`[data-figures="${strength}"]`);
  if (place === null) throw new Error(`The page has no place for the figures of ${strength}`);
  place.textContent = text;
  place.title = source;
}
