import { browser } from '../../shared/browser';
import type { Comparison } from '../../shared/comparison';
import { deliveredName } from '../../shared/output-type';
import { PLATFORMS } from '../../shared/platforms';
import type { FaceResult } from '../../shared/report';
import { outcomeText } from '../../shared/job-text';
import { translate } from '../../shared/translate';
import { faceCrop } from './face-crop';
import { faceFigures, faceText, likeness, levelText, wholeQuality } from './figures';
import { make } from './make';
import type { Pictures } from './pictures';
import { scaleOf } from './recogniser-scale';
import type { Mark, MarkKind, RecogniserFacts } from './recogniser-scale';

/** Small: enough to tell whose row it is. */
const CROP_PX = 144;

export interface ReportInput {
  readonly comparison: Comparison;
  readonly facts: ReadonlyMap<string, RecogniserFacts>;
  /** Absent where a person wants no picture in it. Of these, only the result is ever shown. */
  readonly pictures?: Pick<Pictures, 'after'>;
  readonly date: Date;
}

/** What the report says, for a page of paper: the figures of the report file, in words. */
export function reportPage({ comparison, facts, pictures, date }: ReportInput): HTMLElement[] {
  const { name, report } = comparison;
  const { version } = browser.runtime.getManifest();
  const written = new Intl.DateTimeFormat(browser.i18n.getUILanguage(), {
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(date);
  const about = [
    translate('compare_report_by', version, written),
    levelText(report),
    wholeQuality(report),
  ];
  return [
    make('h1', '', translate('compare_report_title')),
    make('p', 'name', deliveredName(report, name)),
    make('p', 'verdict', outcomeText(report)),
    make('ul', 'about', ...about.map((text) => make('li', '', text))),
    ...report.faces.map((face, index) => faceSection(face, index, facts, pictures)),
    make('p', 'note', translate('compare_scale_what')),
    make('h2', '', translate('compare_report_limits')),
    make('p', 'note', translate('studio_limits')),
    make('p', 'note', translate('compare_report_unknown')),
  ];
}

function faceSection(
  face: FaceResult,
  index: number,
  facts: ReadonlyMap<string, RecogniserFacts>,
  pictures: Pick<Pictures, 'after'> | undefined,
): HTMLElement {
  const heading = make('h2', '', translate('compare_face', index + 1));
  const text = make(
    'div',
    '',
    heading,
    make('p', '', `${faceText(face)}. ${faceFigures(face).join('. ')}.`),
  );
  const section = make('section', 'face-row', text, likenessTable(face, facts));
  if (pictures !== undefined) section.prepend(cropOf(pictures.after, face));
  return section;
}

/** A row for each recogniser. */
function likenessTable(
  { recognisers }: FaceResult,
  facts: ReadonlyMap<string, RecogniserFacts>,
): HTMLElement {
  const head = [
    translate('compare_recogniser'),
    translate('compare_before'),
    translate('compare_after'),
    translate('compare_after_site'),
    translate('compare_limit_head'),
    translate('compare_margin_head'),
  ].map((text) => headCell(text, 'col'));
  const rows = recognisers.flatMap((result) => {
    const known = facts.get(result.id);
    if (known === undefined) return [];
    const { marks, margin } = scaleOf(result, known);
    const cells = [
      ...KINDS.map((kind) => likenessText(marks.filter((mark) => mark.kind === kind))),
      likeness(result.threshold),
      likeness(margin),
    ].map((text) => make('td', '', text));
    return [make('tr', '', headCell(known.name, 'row'), ...cells)];
  });
  return make('table', '', make('thead', '', make('tr', '', ...head)), make('tbody', '', ...rows));
}

const KINDS: readonly MarkKind[] = ['before', 'after', 'site'];

/** Of several platforms the hardest, by its name: all are in the JSON. A dash where none was looked at. */
function likenessText(marks: readonly Mark[]): string {
  const [hardest] = marks.toSorted((a, b) => b.cosine - a.cosine);
  if (!hardest) return '–';
  const { cosine, platform } = hardest;
  return platform === undefined
    ? likeness(cosine)
    : `${likeness(cosine)} (${PLATFORMS[platform].name})`;
}

function headCell(text: string, scope: 'col' | 'row'): HTMLElement {
  const cell = make('th', '', text);
  cell.scope = scope;
  return cell;
}

function cropOf(picture: HTMLCanvasElement, { box }: FaceResult): HTMLImageElement {
  const crop = make('img');
  crop.src = faceCrop(picture, box, CROP_PX).toDataURL('image/jpeg', 0.85);
  crop.alt = translate('compare_after');
  return crop;
}
