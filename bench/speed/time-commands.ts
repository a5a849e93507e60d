import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './summary';

/** Seconds of a whole command. */
export interface TimedCommand {
  readonly command: string;
  readonly runs: number;
  readonly seconds: number;
  readonly least: number;
  readonly most: number;
}

/**
 * What a person waits for after the build: `npm start` without a display, which takes its walk with
 * the bundled photo, and `npm run protect` of the photo with one face in `photo`.
 */
export async function timeCommands(photo: string, runs: number): Promise<TimedCommand[]> {
  const out = await mkdtemp(join(tmpdir(), 'unnoticed-speed-out-'));
  try {
    return [
      await timeCommand('npm start', ['start'], runs),
      await timeCommand(
        'npm run protect -- PHOTO',
        ['run', 'protect', '--', photo, '--out', out, '--seed', '1'],
        runs,
      ),
    ];
  } finally {
    await rm(out, { recursive: true });
  }
}

async function timeCommand(
  command: string,
  args: readonly string[],
  runs: number,
): Promise<TimedCommand> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    process.stderr.write(`${command}, run ${String(run + 1)} of ${String(runs)}\n`);
    times.push(await secondsOf(command, args));
  }
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return { command, runs, seconds: median(times), least, most };
}

async function secondsOf(command: string, args: readonly string[]): Promise<number> {
  const env = { ...process.env };
  // With one, `npm start` would open a window and wait for a person.
  delete env['DISPLAY'];
  delete env['WAYLAND_DISPLAY'];
  const startedMs = performance.now();
  const child = spawn('npm', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}`);
  return Math.round(performance.now() - startedMs) / 1000;
}
