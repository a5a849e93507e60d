import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Box, Photo } from '../../src/engine/photo';
import { decodeFile } from '../../src/offscreen/codecs';
import { codecs } from './codec-wasm';

const require = createRequire(import.meta.url);

/** Where the group photos that come with @vladmandic/face-api lie. */
export const SAMPLE_FOLDER = join(
  dirname(require.resolve('@vladmandic/face-api/package.json')),
  'demo',
);

/** One of the group photos, decoded as the extension does. */
export async function readSamplePhoto(name: string): Promise<Photo> {
  const bytes = new Uint8Array(await readFile(join(SAMPLE_FOLDER, name)));
  return (await decodeFile(bytes, codecs)).photo;
}

export function cropPhoto(photo: Photo, [left, top, width, height]: Box): Photo {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * photo.width + left) * 4;
    data.set(photo.data.subarray(from, from + width * 4), y * width * 4);
  }
  return { width, height, data };
}

/** A photo whose samples a formula gives; opaque. */
export function drawPhoto(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Photo {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...colour(x, y), 255], (y * width + x) * 4);
  }
  return { width, height, data };
}
