import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { UsageError } from './parse-arguments';

export interface FoundPhoto {
  /** As named on the command line, or found below a folder that was named. */
  readonly path: string;
  /** Below the folder that was named; the bare file name when the file itself was. */
  readonly below: string;
}

const PHOTO = /\.(jpe?g|jfif|png|webp|avif|hei[cf]|hif|tiff?|bmp|jxl|jp2)$/i;

/**
 * The photos behind what was named: a file as it is, whatever its name; a folder with everything
 * below it that is called like a photo, in the order of the names, but not what lies in `outDir`.
 */
export function findPhotos(inputs: readonly string[], outDir: string): FoundPhoto[] {
  return inputs.flatMap((input) => {
    const kind = statSync(input, { throwIfNoEntry: false });
    if (kind === undefined) throw new UsageError(`${input} is not there`);
    if (!kind.isDirectory()) return [{ path: input, below: relative(join(input, '..'), input) }];
    return readdirSync(input, { recursive: true, encoding: 'utf8' })
      .filter((below) => PHOTO.test(below) && statSync(join(input, below)).isFile())
      .filter((below) => !isBelow(outDir, join(input, below)))
      .sort()
      .map((below) => ({ path: join(input, below), below }));
  });
}

function isBelow(folder: string, path: string): boolean {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there === undefined) return false;
  return `${realpathSync(path)}${sep}`.startsWith(`${realpathSync(resolve(folder))}${sep}`);
}
