import type { PhotoReport } from '../../shared/report';
import type { Caller } from '../../shared/sender';
import { without } from '../../shared/without';

/**
 * What a caller is told of a report. A content script runs beside a page: mode and target are
 * settings, and it learns neither. With which strength, and after what, its photo was measured belongs
 * to what the panel says of it.
 */
export function toldReport(caller: Caller, report: PhotoReport): PhotoReport {
  if (caller === 'extension-page') return report;
  const faces = report.faces.map((face) => ({
    ...face,
    recognisers: face.recognisers.map((recogniser) => without(recogniser, 'target')),
  }));
  return { ...without(report, 'mode'), faces };
}
