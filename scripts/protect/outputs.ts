import { mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { outputName } from '../../src/shared/output-name';
import { deliveredName, isConverted } from '../../src/shared/output-type';
import type { PhotoReport } from '../../src/shared/report';
import type { FoundPhoto } from './find-photos';
import { UsageError } from './parse-arguments';

/**
 * Where each result goes: `photo.protected.jpg` below `outDir`. A place that is already taken by an
 * input or by another result gets a number.
 */
export function planOutputs(photos: readonly FoundPhoto[], outDir: string): string[] {
  const taken = new Set(photos.map(({ path }) => realpathSync(path)));
  return photos.map(({ below }) => {
    const wanted = join(outDir, outputName(below));
    let free = wanted;
    for (let count = 2; taken.has(realPlace(free)); count += 1) {
      free = wanted.replace(/(\.[^./\\]*)?$/, `-${count}$1`);
    }
    taken.add(realPlace(free));
    return free;
  });
}

/**
 * Where the result goes after all: one that had to become another kind of file says so behind its
 * planned name (`photo.protected.heic.jpg`), which no other result has and no photo may have.
 */
export function outputPath(
  planned: string,
  report: Pick<PhotoReport, 'formats'>,
  photos: readonly FoundPhoto[],
): string {
  if (!isConverted(report)) return planned;
  const extension = deliveredName(report, 'x').slice(1);
  let free = `${planned}${extension}`;
  while (photos.some(({ path }) => realpathSync(path) === realPlace(free))) {
    free = free.slice(0, -extension.length) + `-2${extension}`;
  }
  return free;
}

/** Throws UsageError when `path`, which is to be written, is one of the photos to be read. */
export function refuseInput(path: string, photos: readonly FoundPhoto[]): void {
  if (!photos.some((photo) => realpathSync(photo.path) === realPlace(path))) return;
  throw new UsageError(`${path} is one of the photos: it would be overwritten`);
}

/** Writes beside and renames, so that a link in the way is replaced and not followed. */
export function writeOutput(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, path);
}

/** The real address of a file in a folder that may not be there yet. */
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(resolve(path));
    return folder === resolve(path)
      ? folder
      : join(realPlace(folder), path.slice(dirname(path).length));
  }
}
