import { statSync } from 'node:fs';
import { errorOf } from '../../src/shared/error-of';
import type { JobOptions } from '../../src/shared/job';
import type { ExtensionJobs } from './extension-jobs';
import type { FoundPhoto } from './find-photos';
import { outputPath, writeOutput } from './outputs';
import type { ProgressLine } from './progress-line';
import { failureReport, summaryLine } from './report';
import type { PhotoEntry } from '../../src/shared/report-file';

export interface PlannedPhoto extends FoundPhoto {
  readonly out: string;
}

/** Protects one photo after the other; one that fails is named on stderr and the rest goes on. */
export async function protectPhotos(
  photos: readonly PlannedPhoto[],
  jobs: Pick<ExtensionJobs, 'protect'>,
  options: JobOptions,
  line: ProgressLine,
): Promise<PhotoEntry[]> {
  const entries: PhotoEntry[] = [];
  for (const [index, { path, out }] of photos.entries()) {
    line.start(path, index + 1, photos.length);
    const { entry, why } = await protectOne(path, out, photos, jobs, options, line);
    line.end();
    entries.push(entry);
    const isFailed = entry.outcome === 'failed';
    const stream = isFailed ? process.stderr : process.stdout;
    stream.write(`${summaryLine(entry)}${isFailed ? `: ${why}` : ''}\n`);
  }
  return entries;
}

async function protectOne(
  path: string,
  out: string,
  photos: readonly PlannedPhoto[],
  jobs: Pick<ExtensionJobs, 'protect'>,
  options: JobOptions,
  line: ProgressLine,
): Promise<{ readonly entry: PhotoEntry; readonly why: string }> {
  try {
    const {
      report,
      bytes,
      why = '',
    } = await jobs.protect(path, options, (progress) => {
      line.show(progress);
    });
    if (bytes === undefined) return { entry: { name: path, out: null, ...report }, why };
    const to = outputPath(out, report, photos);
    writeOutput(to, bytes);
    return { entry: { name: path, out: to, ...report }, why };
  } catch (error) {
    // The browser went away or the disk is full: the photo failed, and is said to have.
    const { code, message } = errorOf(error);
    const bytesIn = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    return { entry: { name: path, out: null, ...failureReport(code, bytesIn) }, why: message };
  }
}
