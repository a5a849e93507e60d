import type { PhotoReport } from '../../shared/report';
import type { Caller } from '../../shared/sender';
import { without } from '../../shared/without';

/**
 * What a caller is told of a report. A content script runs beside a page: mode and target are
 * settings, and it learns none. The strength it knows from what is left above (docs/decisions/0037),
 * and whether photos were to part belongs to what is known of it; with a target nothing is known of
 * recognisers never seen, so there it is left out.
 */
export function toldReport(caller: Caller, report: PhotoReport): PhotoReport {
  if (caller === 'extension-page') return report;
  const faces = report.faces.map((face) => ({
    ...face,
    recognisers: face.recognisers.map((recogniser) => without(recogniser, 'target')),
  }));
  const { mode, strength, ...told } = report;
  const isKnown = strength !== undefined && mode !== 'targeted';
  return { ...told, ...(isKnown && { strength }), faces };
}
