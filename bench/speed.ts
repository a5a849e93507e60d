import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFile } from '../src/offscreen/codecs';
import { ONE_FACE_CASE, SAMPLE_1 } from './speed/cases';
import type { SpeedCase } from './speed/cases';
import { readRequest } from './speed/request';
import { readResults, withCommand, withRow, writeResults } from './speed/results';
import type { SpeedResults, Taken } from './speed/row';
import { summaryOf } from './speed/summary';
import { timeCommands } from './speed/time-commands';
import type { Run, Timed } from './speed/time-case';
import { timeTwice } from './speed/time-case';
import { TorchClock } from './speed/torch-clock';
import { commitHere, machineHere, today } from './support/machine';
import { codecsInNode, readPhoto } from './support/read-photo';

/**
 * How long a photo takes: the built extension in a real browser, from the chosen file to the
 * delivered one, cold and warm, by case, level and number of workers, beside as many gradients in
 * PyTorch; then whole commands. What is done is written down at once. Options:
 * `--case one-2mp,twenty` (bench/speed/cases.ts); `--large`: 48 megapixels too; `--level
 * strong,balanced,invisible,strong+unlinkable`; `--workers 1,2,all`; `--runs 5`; `--doubled`: with the
 * kernels of a browser that we start instead of `--plain`, people's own, the default; `--append
 * STEP`: beside what was measured before, or again; `--no-torch`; `--no-commands`; `--out DIR`.
 */
const args = process.argv.slice(2);
const request = readRequest(args);
const { cases, levels, workers, runs, plainKernels, outDir } = request;
const shown = args.map((arg, i) => (args[i - 1] === '--out' ? 'DIR' : arg));
const command = ['npm run bench:speed', ...(args.length > 0 ? ['--', ...shown] : [])].join(' ');
const taken: Taken = {
  step: request.append ?? 'as it is',
  commit: commitHere(),
  date: today(),
  machine: machineHere(),
};
const codecs = codecsInNode();
const folder = await mkdtemp(join(tmpdir(), 'unnoticed-speed-'));
const torch = request.withTorch ? await TorchClock.open() : undefined;
if (torch === undefined) process.stderr.write('No PyTorch: no ratios.\n');
let results: SpeedResults =
  request.append === undefined ? { rows: [], commands: [] } : await readResults(outDir);
try {
  for (const one of cases) await timeCase(one);
  if (request.withCommands) await timeWholeCommands();
} finally {
  torch?.close();
  await rm(folder, { recursive: true });
}

async function timeCase(one: SpeedCase): Promise<void> {
  const { path, megapixels } = await writeCase(one);
  for (const level of levels) {
    for (const count of workers) {
      const timed: Timed = { path, level, workers: count, plainKernels };
      const cold: Run[] = [];
      const warm: Run[] = [];
      for (let run = 0; run < runs; run++) {
        const pair = await timeTwice(timed, 2 * run + 1, torch);
        for (const { report } of [pair.cold, pair.warm]) checkFaces(one, report.faces.length);
        cold.push(pair.cold);
        warm.push(pair.warm);
        const seconds = [pair.cold, pair.warm].map((each) => each.seconds.total.toFixed(1));
        const what = `${one.name}, ${level}, ${String(count)} workers`;
        process.stderr.write(`${what}, run ${String(run + 1)}: ${seconds.join(', ')} s\n`);
      }
      for (const isWarm of [false, true]) {
        results = withRow(results, {
          ...taken,
          ...{ case: one.name, level, workers: count, warm: isWarm },
          ...{ kernels: plainKernels ? 'plain' : 'doubled', faces: one.faces, megapixels },
          ...summaryOf(isWarm ? warm : cold),
        });
      }
      await writeResults(outDir, results, command);
    }
  }
}

async function timeWholeCommands(): Promise<void> {
  const { path } = await writeCase(ONE_FACE_CASE);
  for (const row of await timeCommands(path, runs)) {
    results = withCommand(results, { ...taken, ...row });
  }
  await writeResults(outDir, results, command);
}

/** As a JPEG with the tables of the sample. */
async function writeCase(one: SpeedCase): Promise<{ path: string; megapixels: number }> {
  const path = join(folder, `${one.name}.jpg`);
  const { source } = await readPhoto(SAMPLE_1, codecs);
  const photo = await one.make(codecs);
  await writeFile(path, await encodeFile(photo, source, codecs));
  return { path, megapixels: (photo.width * photo.height) / 1e6 };
}

function checkFaces({ name, faces }: SpeedCase, found: number): void {
  if (found === faces) return;
  throw new Error(`${name}: the detector found ${String(found)} faces, not ${String(faces)}`);
}
