import type { RecogniserResult } from '../../shared/report';
import { translate } from '../../shared/translate';
import { likeness, markName } from './figures';
import { make } from './make';
import { scaleOf } from './recogniser-scale';
import type { RecogniserFacts, Scale } from './recogniser-scale';

/** One recogniser's scale with its marks, and the same figures in words below it. */
export function scaleView(result: RecogniserResult, facts: RecogniserFacts): HTMLElement {
  const scale = scaleOf(result, facts);
  return make(
    'div',
    'scale',
    make('h4', '', facts.name),
    lineView(scale, facts.name),
    make('ul', 'figures', ...wordsOf(scale, result).map((words) => make('li', '', ...words))),
  );
}

function lineView(scale: Scale, name: string): HTMLElement {
  const line = make(
    'div',
    'line',
    at(make('i', 'tick', make('span', '', translate('compare_strangers'))), scale.strangers),
    at(make('i', 'tick', make('span', '', translate('compare_same_person'))), scale.samePerson),
    at(make('i', 'limit'), scale.limit),
    ...scale.marks.map((mark) => at(make('i', `mark ${mark.kind}`), mark.at)),
  );
  const band = make('i', 'margin');
  band.style.left = percent(scale.limit);
  band.style.width = percent(Math.max(0, scale.match - scale.limit));
  line.prepend(band);
  line.role = 'img';
  line.ariaLabel = translate('compare_scale_label', name);
  return line;
}

/** Every figure of the scale in words; the marks carry the sign that they have on it. */
function wordsOf(scale: Scale, { threshold }: RecogniserResult): Node[][] {
  return [
    ...scale.marks.map((mark) => [
      make('i', `mark ${mark.kind}`),
      make('span', '', markName(mark)),
      make('b', '', likeness(mark.cosine)),
    ]),
    [
      make('i', 'limit'),
      make('span', '', translate('compare_limit', likeness(scale.margin))),
      make('b', '', likeness(threshold)),
    ],
  ];
}

function at(element: HTMLElement, part: number): HTMLElement {
  element.style.left = percent(part);
  return element;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(2)}%`;
}
