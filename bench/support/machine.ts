import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** The commit that is checked out, as short as git has it, and whether the sources differ from it. */
export function commitHere(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const changed = execFileSync('git', ['status', '--porcelain', '--', 'src', 'bench'], {
    encoding: 'utf8',
  }).trim();
  return `${commit}${changed === '' ? '' : ' with uncommitted changes'}`;
}

/** What every result page says about how it was made. */
export function describeRun(command: string): string[] {
  const cores = cpus();
  const memory = String(Math.round(totalmem() / 2 ** 30));
  return [
    `- date: ${new Date().toISOString().slice(0, 10)}`,
    `- commit: ${commitHere()}`,
    `- command: \`${command}\``,
    `- machine: ${String(cores.length)} cores (${cores[0]?.model ?? 'unknown'}), ${memory} GiB, Node ${process.versions.node}`,
  ];
}
