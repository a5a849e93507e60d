/**
 * `npm test`: every check and every ring of tests, all of them even when one fails, then as the
 * very last line the sum. A check counts as one; a ring counts its tests. With `--quick` only what
 * needs neither the build nor a browser, and says within minutes whether a change holds.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { add, describe, type Tally, tallyOfCheck, tallyOfRing } from './tally';

const root = resolve(import.meta.dirname, '..');

const isQuick = process.argv.includes('--quick');

const QUICK_CHECKS = ['check:lint', 'check:types', 'check:rooms'];
/** npm scripts with one verdict each, the longest first. */
const CHECKS = isQuick
  ? QUICK_CHECKS
  : [...QUICK_CHECKS, 'check:dead-code', 'check:format', 'check:notices', 'check:extension'];
/** Most have one thread. */
const CHECKS_AT_ONCE = 2;
const RINGS = isQuick ? ['unit'] : ['unit', 'golden', 'repo', 'page', 'extension'];

interface Ended {
  readonly exitCode: number;
  /** Empty where it went straight through. */
  readonly output: string;
}

function run(command: string, args: readonly string[], out: 'through' | 'kept'): Promise<Ended> {
  return new Promise((settle) => {
    const stream = out === 'through' ? 'inherit' : 'pipe';
    // npm is a script on Windows, which only a shell starts; none of its arguments needs quoting.
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', stream, stream],
      shell: command === 'npm' && process.platform === 'win32',
    });
    let output = '';
    for (const pipe of [child.stdout, child.stderr]) {
      pipe?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', (error) => {
      settle({ exitCode: 1, output: `${output}${error.message}\n` });
    });
    child.on('close', (code) => {
      settle({ exitCode: code ?? 1, output });
    });
  });
}

async function runRing(name: string): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'unnoticed-test-'));
  const reportPath = join(folder, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
  const args = [vitest, 'run', '--project', name, ...reporters];
  const { exitCode, output } = await run(process.execPath, args, 'through');
  process.stderr.write(output);
  const report = existsSync(reportPath) ? readFileSync(reportPath, 'utf8') : undefined;
  rmSync(folder, { recursive: true, force: true });
  return tallyOfRing(exitCode, report);
}

const tallies: Tally[] = [];
const verdicts: string[] = [];

function note(label: string, tally: Tally, startedMs: number): void {
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  tallies.push(tally);
  verdicts.push(`${label}: ${describe(tally)} (${seconds} s)`);
}

async function runCheck(name: string): Promise<void> {
  const startedMs = Date.now();
  const { exitCode, output } = await run('npm', ['run', '--silent', name], 'kept');
  process.stdout.write(`\n=== ${name}\n${output}`);
  note(name, tallyOfCheck(exitCode), startedMs);
}

// Rings and checks look at what it made.
if (!isQuick) await runCheck('build');
const waiting = [...CHECKS];
await Promise.all(
  Array.from({ length: CHECKS_AT_ONCE }, async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await runCheck(name);
    }
  }),
);
for (const name of RINGS) {
  const startedMs = Date.now();
  process.stdout.write(`\n=== test/${name}\n`);
  note(`test/${name}`, await runRing(name), startedMs);
}

const sum = add(tallies);
process.exitCode = sum.failed === 0 ? 0 : 1;
process.stdout.write(`\n${verdicts.join('\n')}\n\n${describe(sum)}\n`);
