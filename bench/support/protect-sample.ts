import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhotoEntry } from '../../src/shared/report-file';

/** The six group photos that @vladmandic/face-api carries. */
export const SAMPLES = [1, 2, 3, 4, 5, 6].map(
  (n) => `node_modules/@vladmandic/face-api/demo/sample${String(n)}.jpg`,
);

/** Runs `npm run protect` on one photo; gives its entry in the report (docs/report.md). */
export async function protectSample(
  photo: string,
  folder: string,
  ...options: readonly string[]
): Promise<PhotoEntry> {
  const json = join(folder, 'report.json');
  spawnSync(
    process.execPath,
    [
      'node_modules/tsx/dist/cli.mjs',
      'scripts/protect.ts',
      photo,
      ...options,
      '--out',
      folder,
      '--json',
      json,
    ],
    { stdio: 'inherit' },
  );
  const { photos } = JSON.parse(await readFile(json, 'utf8')) as { photos: [PhotoEntry] };
  return photos[0];
}
