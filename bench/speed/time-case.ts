import { launchChromium } from '../../scripts/launch-chromium';
import { ExtensionJobs } from '../../scripts/protect/extension-jobs';
import type { LevelName } from '../../src/shared/level';
import type { JobOptions } from '../../src/shared/job';
import type { PhaseSeconds, PhotoReport } from '../../src/shared/report';
import { peakOfExtension } from '../support/extension-memory';
import { gradientsOf } from './gradients-of';
import { offerWorkers } from './offer-workers';
import type { TorchClock } from './torch-clock';

/** Nobody waits in front of a page: a job may stand still for so long. */
const TIMEOUT_MS = 3_600_000;

/** What is timed, and how the browser is started for it. */
export interface Timed {
  readonly path: string;
  readonly level: LevelName;
  readonly workers: number;
  readonly plainKernels: boolean;
}

/** What one job took. */
export interface Run {
  readonly report: PhotoReport;
  /** As the report has them; `total` from the chosen file to the delivered one. */
  readonly seconds: PhaseSeconds;
  readonly gradients: number;
  readonly ratioToPyTorch: number | null;
  readonly peakBytes: number;
}

/** The same photo twice in a browser that has just been started; `seed` and the next one. */
export async function timeTwice(
  timed: Timed,
  seed: number,
  torch: TorchClock | undefined,
): Promise<{ readonly cold: Run; readonly warm: Run }> {
  const { plainKernels, workers } = timed;
  const launched = await launchChromium({ extensionDir: 'dist/chromium', plainKernels });
  try {
    const checkWorkers = await offerWorkers(launched.browser, workers);
    const jobs = await ExtensionJobs.open(launched);
    const browserId = launched.browser.process()?.pid ?? 0;
    const once = async (jobSeed: number): Promise<Run> => {
      await peakOfExtension(browserId, true);
      const { report, ms, why } = await jobs.protect(
        timed.path,
        optionsOf(timed.level, jobSeed),
        () => undefined,
      );
      const peakBytes = await peakOfExtension(browserId);
      if (report.seconds === null) throw new Error(`Not timed: ${why ?? report.outcome}`);
      const seconds = { ...report.seconds, total: ms / 1000 };
      const gradients = gradientsOf(report);
      const torchSeconds = (await torch?.seconds(gradients)) ?? 0;
      const ratioToPyTorch = torchSeconds === 0 ? null : seconds.total / torchSeconds;
      return { report, seconds, gradients, ratioToPyTorch, peakBytes };
    };
    const cold = await once(seed);
    await checkWorkers();
    return { cold, warm: await once(seed + 1) };
  } finally {
    await launched.close();
  }
}

/** A seed of its own makes a job anew, where it would be answered with what came of it before. */
function optionsOf(level: LevelName, seed: number): JobOptions {
  const timeoutMs = TIMEOUT_MS;
  return level === 'strong, unlinkable'
    ? { strength: 'strong', unlinkable: true, seed, timeoutMs }
    : { strength: level, seed, timeoutMs };
}
