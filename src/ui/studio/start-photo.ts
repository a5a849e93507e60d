import { errorOf } from '../../shared/error-of';
import { isLikeTests } from '../../shared/expectation';
import { levelName } from '../../shared/level';
import { JobError, runJob } from '../../shared/run-job';
import type { JobRoute } from '../../shared/run-job';
import { pagePolicyOf } from '../../shared/settings';
import { verdictOfFailure } from '../../shared/verdict';
import { askBackground } from '../ask-background';
import type { Way } from './next-try';
import { nextTry } from './next-try';
import type { PhotoRow } from './photo-row';

/** Here a person sees the progress and can cancel, so a slow machine may stand still for long. */
const TIMEOUT_MS = 600_000;

/** Runs one photo's job and shows it in its row; a failed one may be tried again from there. */
export function startPhoto(
  route: JobRoute,
  file: File,
  row: PhotoRow,
  way: Way = { asStill: false, stronger: 0 },
): void {
  const stop = new AbortController();
  row.showStart(() => {
    stop.abort();
  });
  const request = { file, name: file.name, ...way, options: { timeoutMs: TIMEOUT_MS } };
  const watch = {
    signal: stop.signal,
    onProgress: row.showProgress.bind(row),
  };
  runJob(route, request, watch).then(
    ({ id, blob, report }) => {
      const compare = () => askBackground('openComparison', { jobId: id });
      row.showDone(blob, report, report.outcome === 'protected' ? compare : undefined);
    },
    async (error: unknown) => {
      const { code } = errorOf(error);
      const report = error instanceof JobError ? error.report : undefined;
      const verdict = verdictOfFailure(code, report);
      const next = nextTry(code, way, await levelsAbove());
      const likeTests = next?.kind === 'stronger' && isLikeTests(report);
      const offer = next && {
        next,
        ...(likeTests && { nextLevel: levelName(next.strength, report?.unlinkable) }),
        act: () => {
          startPhoto(route, file, row, next.way);
        },
      };
      row.showFailed(verdict, offer);
    },
  );
}

/** How many levels there are above the one that is set; none where nobody answers. */
async function levelsAbove(): Promise<number> {
  const settings = await askBackground('readSettings', null).catch(() => undefined);
  return settings === undefined ? 0 : pagePolicyOf(settings).strongerLevels;
}
