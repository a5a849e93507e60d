/** `npm run protect`: protects photos with the built extension in a headless browser. */
import { join, relative, resolve } from 'node:path';
import { reportFile } from '../src/shared/report-file';
import type { PhotoEntry } from '../src/shared/report-file';
import { launchChromium } from './launch-chromium';
import { ensureBuilt } from './protect/ensure-built';
import { ExtensionJobs } from './protect/extension-jobs';
import { findPhotos } from './protect/find-photos';
import { planOutputs, refuseInput, writeOutput } from './protect/outputs';
import { parseArguments, USAGE, UsageError } from './protect/parse-arguments';
import type { Arguments } from './protect/parse-arguments';
import { ProgressLine } from './protect/progress-line';
import { protectPhotos } from './protect/protect-photos';

const root = resolve(import.meta.dirname, '..');
const SAMPLE = join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg');

async function protectAll(asked: Arguments): Promise<number> {
  const { inputs, outDir, jobOptions, json, plainKernels } = asked;
  const sample = inputs.length === 0;
  const photos = findPhotos(sample ? [relative('', SAMPLE)] : inputs, outDir);
  if (photos.length === 0) throw new UsageError('There is no photo in what was named');
  if (json !== undefined) refuseInput(json, photos);
  if (sample) process.stdout.write(`No photo named: taking the sample, ${photos[0]?.path}\n`);
  const outputs = planOutputs(photos, outDir);
  const planned = photos.map((photo, index) => ({ ...photo, out: outputs[index] ?? '' }));
  ensureBuilt(root);
  const browser = await launchChromium({ extensionDir: join(root, 'dist/chromium'), plainKernels });
  let entries: PhotoEntry[];
  try {
    const jobs = await ExtensionJobs.open(browser);
    entries = await protectPhotos(planned, jobs, jobOptions, new ProgressLine(process.stderr));
  } finally {
    await browser.close();
  }
  if (json !== undefined) writeOutput(json, Buffer.from(reportFile(entries)));
  return entries.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

try {
  const parsed = parseArguments(process.argv.slice(2));
  if (parsed === 'help') process.stdout.write(USAGE);
  else process.exitCode = await protectAll(parsed);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
