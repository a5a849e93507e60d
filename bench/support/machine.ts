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

/** What the figures depend on: cores, memory and the Node that drives. */
export function machineHere(): string {
  const cores = cpus();
  const memory = String(Math.round(totalmem() / 2 ** 30));
  return `${String(cores.length)} cores (${cores[0]?.model ?? 'unknown'}), ${memory} GiB, Node ${process.versions.node}`;
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** What every result page says about how it was made. */
export function describeRun(command: string): string[] {
  return [
    `- date: ${today()}`,
    `- commit: ${commitHere()}`,
    `- command: \`${command}\``,
    `- machine: ${machineHere()}`,
  ];
}
