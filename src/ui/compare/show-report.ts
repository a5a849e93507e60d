import type { Comparison } from '../../shared/comparison';
import { part } from '../part';
import type { Pictures } from './pictures';
import type { RecogniserFacts } from './recogniser-scale';
import { reportPage } from './report-page';
import { saveHtml, saveJson } from './save-report';

/** The report on paper, as a page and as a file. It is on this page too, and shown when it is printed. */
export function showReport(
  comparison: Comparison,
  pictures: Pictures,
  facts: ReadonlyMap<string, RecogniserFacts>,
): void {
  const page = part('report', HTMLElement);
  const choice = part('with-pictures', HTMLInputElement);
  const write = (): void => {
    const date = new Date();
    const input = { comparison, facts, date, ...(choice.checked && { pictures }) };
    page.replaceChildren(...reportPage(input));
  };
  write();
  choice.addEventListener('change', write);
  // Also when the browser's own menu prints.
  window.addEventListener('beforeprint', write);
  part('print', HTMLButtonElement).addEventListener('click', () => {
    window.print();
  });
  part('save-html', HTMLButtonElement).addEventListener('click', () => {
    write();
    void saveHtml(comparison, page);
  });
  part('save-json', HTMLButtonElement).addEventListener('click', () => {
    saveJson(comparison);
  });
}
