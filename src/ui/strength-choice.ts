import type { Figures } from '../shared/strength-text';
import { STRENGTHS } from '../shared/strength';
import type { Strength } from '../shared/strength';
import { ChoiceGroup } from './choice-group';

/** The levels as radio buttons named `strength`, with what was measured of them beside. */
export function strengthChoice(
  onChoice: (strength: Strength) => void,
  figuresOf: (strength: Strength) => Figures,
): ChoiceGroup<Strength> {
  for (const strength of STRENGTHS) {
    const place = document.querySelector<HTMLElement>(`[data-figures="${strength}"]`);
    if (place === null) throw new Error(`The page has no place for the figures of ${strength}`);
    const { text, source } = figuresOf(strength);
    place.textContent = text;
    place.title = source;
  }
  return new ChoiceGroup(document, 'strength', onChoice);
}
