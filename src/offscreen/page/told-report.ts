import type { PhotoReport } from '../../shared/report';
import type { Caller } from '../../shared/sender';

/**
 * What a caller is told of a report. A content script runs beside a page: mode and target are
 * settings, and it learns none.
 */
export function toldReport(caller: Caller, report: PhotoReport): PhotoReport {
  if (caller === 'extension-page') return report;
  const { mode: _mode, faces, ...rest } = report;
  return {
    ...rest,
    faces: faces.map((face) => ({
      ...face,
      recognisers: face.recognisers.map(({ target: _target, ...recogniser }) => recogniser),
    })),
  };
}
