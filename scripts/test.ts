/**
 * `npm test`: every check and every ring of tests, all of them even when one fails, then as the
 * very last line the sum. A check counts as one; a ring counts its tests.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { add, describe, type Tally, tallyOfCheck, tallyOfRing } from './tally';

const root = resolve(import.meta.dirname, '..');

/** npm scripts with one verdict each. The build comes first: rings and checks look at what it made. */
const CHECKS = [
  'build',
  'check:types',
  'check:lint',
  'check:rooms',
  'check:dead-code',
  'check:format',
  'check:notices',
  'check:extension',
];
const RINGS = ['unit', 'golden', 'repo', 'page', 'extension'];

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((settle) => {
    // npm is a script on Windows, which only a shell starts; none of its arguments needs quoting.
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: command === 'npm' && process.platform === 'win32',
    });
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      settle(1);
    });
    child.on('close', (code) => settle(code ?? 1));
  });
}

async function runCheck(name: string): Promise<Tally> {
  return tallyOfCheck(await run('npm', ['run', '--silent', name]));
}

async function runRing(name: string): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'unnoticed-test-'));
  const reportPath = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
  const exitCode = await run(process.execPath, [vitest, 'run', '--project', name, ...reporters]);
  const report = existsSync(reportPath) ? readFileSync(reportPath, 'utf8') : undefined;
  rmSync(folder, { recursive: true, force: true });
  return tallyOfRing(exitCode, report);
}

const tallies: Tally[] = [];
const verdicts: string[] = [];

async function runOne(label: string, task: () => Promise<Tally>): Promise<void> {
  process.stdout.write(`\n=== ${label}\n`);
  const startedMs = Date.now();
  const tally = await task();
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  tallies.push(tally);
  verdicts.push(`${label}: ${describe(tally)} (${seconds} s)`);
}

for (const name of CHECKS) await runOne(name, () => runCheck(name));
for (const name of RINGS) await runOne(`test/${name}`, () => runRing(name));

const sum = add(tallies);
process.exitCode = sum.failed === 0 ? 0 : 1;
process.stdout.write(`\n${verdicts.join('\n')}\n\n${describe(sum)}\n`);
