/** Runs the compiler once per room, each under its own tsconfig; fails if any room fails. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

interface RoomResult {
  readonly room: string;
  readonly passed: boolean;
  readonly output: string;
}

function findRooms(): string[] {
  const nested = ['src', 'test', 'bench', 'demo', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('tsconfig.json'))
      .map((path) => join(root, folder, dirname(path))),
  );
  return [root, ...nested];
}

/** A room without a source file would make the compiler complain that it has no input. */
function hasSource(room: string): boolean {
  return (
    room === root ||
    readdirSync(room, { recursive: true, encoding: 'utf8' }).some((path) => path.endsWith('.ts'))
  );
}

function checkRoom(room: string): Promise<RoomResult> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [tsc, '-p', room, '--pretty', 'false'], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => {
      settle({ room: relative(root, room) || '.', passed: code === 0, output });
    });
  });
}

const waiting = findRooms().filter(hasSource);
const results: RoomResult[] = [];

async function drain(): Promise<void> {
  for (let room = waiting.shift(); room !== undefined; room = waiting.shift()) {
    const result = await checkRoom(room);
    results.push(result);
    process.stdout.write(`types ${result.room}: ${result.passed ? 'ok' : 'FAILED'}\n`);
    process.stdout.write(result.output);
  }
}

await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, drain));
process.exitCode = results.every((result) => result.passed) ? 0 : 1;
