import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The evaluation data: `--data DIR`, or shared/data beside the checkout. Never part of the project. */
export function dataFolder(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--data');
  const folder = at >= 0 ? argv[at + 1] : '../shared/data';
  return folder !== undefined && existsSync(folder) ? resolve(folder) : undefined;
}

export interface Person {
  readonly id: string;
  readonly photos: readonly string[];
}

/** One folder a person, one file a photo, in the order of their names. */
export function peopleIn(folder: string): Person[] {
  return readdirSync(folder)
    .sort()
    .filter((id) => statSync(join(folder, id)).isDirectory())
    .map((id) => ({
      id,
      photos: readdirSync(join(folder, id))
        .sort()
        .map((name) => join(folder, id, name)),
    }));
}
