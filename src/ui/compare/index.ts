import { errorOf } from '../../shared/error-of';
import { errorText } from '../../shared/job-text';
import { deliveredName } from '../../shared/output-type';
import { outcomeText } from '../../shared/job-text';
import { translate } from '../../shared/translate';
import { localise, setPageLanguage } from '../localise';
import { part } from '../part';
import { faceCard } from './face-card';
import { levelText, wholeQuality } from './figures';
import { drawPictures } from './pictures';
import { receiveComparison } from './receive-comparison';
import { readRecogniserFacts } from './recogniser-facts';
import { showLook } from './show-look';
import { showReport } from './show-report';

setPageLanguage(document.documentElement);
localise(document);

const state = part('state', HTMLElement);
state.textContent = translate('compare_loading');

try {
  state.textContent = await show();
} catch (error) {
  state.textContent = errorText(errorOf(error).code);
}
// For whoever waits for the page to be filled in.
document.body.dataset['ready'] = 'yes';

/** Fills in the page; says why where there is nothing to fill it with. */
async function show(): Promise<string> {
  const comparison = await receiveComparison();
  if (comparison === undefined) return errorText('not-kept');
  const { name, report } = comparison;
  document.title = translate('compare_page_title', name);
  part('name', HTMLElement).textContent = deliveredName(report, name);
  const [facts, pictures] = await Promise.all([
    readRecogniserFacts(),
    drawPictures(comparison, part('before', HTMLCanvasElement), part('after', HTMLCanvasElement)),
  ]);
  part('verdict', HTMLElement).textContent = outcomeText(report);
  const whole = `${wholeQuality(report)}. ${levelText(report)}.`;
  part('whole', HTMLElement).textContent = whole;
  part('all', HTMLElement).hidden = false;
  showLook(comparison, pictures);
  const cards = report.faces.map((face, index) => faceCard(face, index, pictures, facts));
  part('cards', HTMLElement).append(...cards);
  showReport(comparison, pictures, facts);
  return '';
}
