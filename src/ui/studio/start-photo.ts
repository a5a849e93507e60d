import { errorOf } from '../../shared/error-of';
import { runJob } from '../../shared/run-job';
import type { JobRoute } from '../../shared/run-job';
import type { PhotoRow } from './photo-row';

/** Here a person sees the progress and can cancel, so a slow machine may take its time. */
const TIMEOUT_MS = 600_000;

/**
 * Runs one photo's job and shows it in its row; a failed one may be started again from there, and one
 * that moves for its first picture.
 */
export function startPhoto(route: JobRoute, file: File, row: PhotoRow, asStill = false): void {
  const stop = new AbortController();
  row.showStart(() => {
    stop.abort();
  });
  const request = { file, name: file.name, asStill, options: { timeoutMs: TIMEOUT_MS } };
  const watch = {
    signal: stop.signal,
    onProgress: row.showProgress.bind(row),
  };
  runJob(route, request, watch).then(
    ({ blob, report }) => {
      row.showDone(blob, report);
    },
    (error: unknown) => {
      const { code } = errorOf(error);
      row.showFailed(code, () => {
        startPhoto(route, file, row, asStill || code === 'animated');
      });
    },
  );
}
