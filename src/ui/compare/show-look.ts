import type { Comparison } from '../../shared/comparison';
import { translate } from '../../shared/translate';
import { ChoiceGroup } from '../choice-group';
import { part } from '../part';
import { drawDifference } from './difference';
import { JndMaps } from './jnd-maps';
import { Loupe } from './loupe';
import type { Pictures } from './pictures';
import { startSlider } from './slider';
import { Stage } from './stage';

type Way = 'slider' | 'loupe' | 'difference' | 'jnd';

/** The four ways to look at what was changed, one at a time, and the boxes over each. */
export function showLook(comparison: Comparison, pictures: Pictures): void {
  const element = part('stage', HTMLElement);
  const stage = new Stage(element, pictures);
  const boxes = comparison.report.faces.map(({ box }) => box);
  stage.showFaces(part('faces', HTMLElement), boxes);
  part('boxes', HTMLInputElement).addEventListener('change', ({ currentTarget }) => {
    part('faces', HTMLElement).hidden = !(currentTarget as HTMLInputElement).checked;
  });
  startSlider(stage, pictures, part('divider', HTMLElement), part('slider', HTMLInputElement));
  const loupe = startLoupe(stage, pictures, comparison);
  const difference = startDifference(pictures);
  const maps = new JndMaps(stage, comparison, {
    maps: part('maps', HTMLElement),
    scales: part('jnd-scales', HTMLElement),
    state: part('jnd-state', HTMLElement),
  });
  new ChoiceGroup<Way>(document, 'way', (way) => {
    element.dataset['way'] = way;
    for (const control of document.querySelectorAll<HTMLElement>('.control')) {
      control.hidden = control.dataset['for'] !== way;
    }
    loupe.show(way === 'loupe');
    difference(way === 'difference');
    if (way === 'jnd') void maps.show();
  }).show('slider');
}

/** It starts at the first face. */
function startLoupe(stage: Stage, pictures: Pictures, { report }: Comparison): Loupe {
  const [x, y, width, height] = report.faces[0]?.box ?? [0, 0, 0, 0];
  const loupe = new Loupe(
    stage,
    pictures,
    {
      before: part('loupe-before', HTMLCanvasElement),
      after: part('loupe-after', HTMLCanvasElement),
      aim: part('aim', HTMLElement),
      place: part('place', HTMLElement),
    },
    [x + width / 2, y + height / 2],
  );
  new ChoiceGroup(document, 'zoom', (zoom) => {
    loupe.zoom = Number(zoom);
  });
  return loupe;
}

/** Gives its pixels back while nobody looks at them. */
function startDifference(pictures: Pictures): (isShown: boolean) => void {
  const canvas = part('difference', HTMLCanvasElement);
  const range = part('factor', HTMLInputElement);
  const show = (): void => {
    const factor = 2 ** range.valueAsNumber;
    const said = translate('compare_factor_value', factor);
    drawDifference(pictures, canvas, range.valueAsNumber);
    range.ariaValueText = said;
    part('factor-said', HTMLOutputElement).textContent = said;
    part('difference-what', HTMLElement).textContent = translate('compare_difference_what', factor);
  };
  range.addEventListener('input', show);
  return (isShown) => {
    if (isShown) show();
    else canvas.width = 0;
  };
}
