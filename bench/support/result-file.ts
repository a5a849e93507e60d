import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Finished work, one JSON line each: what is there is not done again. A line that a killed process
 * left unfinished is no result, and nothing is written behind it.
 */
export class ResultFile<Result> {
  readonly #path: string;
  #isWhole = false;
  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<Result[]> {
    if (!existsSync(this.#path)) return [];
    const lines = (await readFile(this.#path, 'utf8')).split('\n').filter((line) => line !== '');
    return lines.flatMap((line) => parsed<Result>(line));
  }

  async add(result: Result): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const ends = this.#isWhole || (await endsWithLine(this.#path));
    this.#isWhole = true;
    await appendFile(this.#path, `${ends ? '' : '\n'}${JSON.stringify(result)}\n`);
  }

  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

function parsed<Result>(line: string): Result[] {
  try {
    return [JSON.parse(line) as Result];
  } catch {
    return [];
  }
}

async function endsWithLine(path: string): Promise<boolean> {
  if (!existsSync(path)) return true;
  const text = await readFile(path, 'utf8');
  return text === '' || text.endsWith('\n');
}
