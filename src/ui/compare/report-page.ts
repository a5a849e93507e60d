import { browser } from '../../shared/browser';
import type { Comparison } from '../../shared/comparison';
import { deliveredName } from '../../shared/output-type';
import type { FaceResult } from '../../shared/report';
import { translate } from '../../shared/translate';
import { faceCrop } from './face-crop';
import { faceFigures, faceText, likeness, markName, qualityText, strengthText } from './figures';
import { make } from './make';
import type { Pictures } from './pictures';
import { scaleOf } from './recogniser-scale';
import type { RecogniserFacts, Scale } from './recogniser-scale';
import { verdictText } from './verdict-text';

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
  const { name, report, terms } = comparison;
  const { version } = browser.runtime.getManifest();
  const written = new Intl.DateTimeFormat(browser.i18n.getUILanguage(), {
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(date);
  const about = [
    translate('compare_report_by', version, written),
    strengthText(terms.strength),
    qualityText(report),
  ];
  return [
    make('h1', '', translate('compare_report_title')),
    make('p', 'name', deliveredName(report, name)),
    make('p', 'verdict', verdictText(report)),
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

/** Every likeness that was measured, in rows of one form whatever sites were looked at. */
function likenessTable(
  { recognisers }: FaceResult,
  facts: ReadonlyMap<string, RecogniserFacts>,
): HTMLElement {
  const head = [
    translate('compare_recogniser'),
    translate('compare_measured'),
    translate('compare_likeness'),
    translate('compare_limit_head'),
    translate('compare_margin_head'),
  ].map((text) => {
    const cell = make('th', '', text);
    cell.scope = 'col';
    return cell;
  });
  const rows = recognisers.flatMap((result) => {
    const known = facts.get(result.id);
    return known === undefined ? [] : rowsOf(known.name, result.threshold, scaleOf(result, known));
  });
  return make('table', '', make('thead', '', make('tr', '', ...head)), make('tbody', '', ...rows));
}

function rowsOf(name: string, threshold: number, { marks, margin }: Scale): HTMLElement[] {
  return marks.map((mark, index) => {
    const cells = [markName(mark), likeness(mark.cosine), likeness(threshold), likeness(margin)];
    const row = make('tr', '', ...cells.map((text) => make('td', '', text)));
    if (index > 0) return row;
    const head = make('th', '', name);
    head.scope = 'rowgroup';
    head.rowSpan = marks.length;
    row.prepend(head);
    return row;
  });
}

function cropOf(picture: HTMLCanvasElement, { box }: FaceResult): HTMLImageElement {
  const crop = make('img');
  crop.src = faceCrop(picture, box, CROP_PX).toDataURL('image/jpeg', 0.85);
  crop.alt = translate('compare_after');
  return crop;
}
