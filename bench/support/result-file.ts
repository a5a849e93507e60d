import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Finished work, one JSON line each: what is there is not done again. */
export class ResultFile<Result> {
  readonly #path: string;
  constructor(path: string) {
    this.#path = path;
  }

  async read(): Promise<Result[]> {
    if (!existsSync(this.#path)) return [];
    const lines = (await readFile(this.#path, 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as Result);
  }

  async add(result: Result): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await appendFile(this.#path, `${JSON.stringify(result)}\n`);
  }

  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
