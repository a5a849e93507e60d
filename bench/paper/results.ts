import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AttackMode } from '../../src/engine/protect-types';
import type { Outcome } from './attack-subject';

/** One method on one photo in one mode. */
export interface Job {
  readonly method: string;
  readonly mode: AttackMode;
  readonly photo: string;
}

export interface Result extends Job {
  readonly person: string;
  readonly own: Outcome;
  readonly atSuccess: Outcome;
}

/** Finished attacks, one JSON line each: what is there is not done again. */
export class ResultFile {
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
