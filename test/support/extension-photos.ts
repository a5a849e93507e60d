import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Photo } from '../../src/engine/photo';
import { decodeFile, encodeFile } from '../../src/offscreen/codecs';
import { codecs } from './codec-wasm';
import { onlyOnce } from './only-once';

const root = resolve(import.meta.dirname, '../..');
export const SAMPLE = join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg');

/** Where exactly one face of the sample is, with room around it. */
const ONE_FACE = { x: 640, y: 250, width: 600, height: 600 };

/** In the metadata of `noFace`: it may not be found in any output. */
export const SECRET = 'SECRET-PLACE-48.8584N-2.2945E';

export interface TestPhotos {
  readonly folder: string;
  readonly oneFace: string;
  readonly noFace: string;
  readonly empty: string;
  readonly text: string;
  readonly truncated: string;
  remove(): void;
}

export const readSample = onlyOnce(() => decodeFile(readFileSync(SAMPLE), codecs));

const encodePhotos = onlyOnce(async () => {
  const { photo, source } = await readSample();
  const encode = (one: Photo): Promise<Uint8Array> => encodeFile(one, source, codecs);
  return { oneFace: await encode(crop(photo, ONE_FACE)), noFace: await encode(gradient(320, 240)) };
});

/** Writes the photos of the extension's tests into a new folder. */
export async function makeTestPhotos(): Promise<TestPhotos> {
  const folder = mkdtempSync(join(tmpdir(), 'unnoticed-photos-'));
  const { oneFace, noFace } = await encodePhotos();
  const write = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  return {
    folder,
    oneFace: write('one-face.jpg', oneFace),
    noFace: write('no-face.jpg', withMetadata(noFace)),
    empty: write('empty.jpg', new Uint8Array()),
    text: write('text.jpg', new TextEncoder().encode('This is no photo.')),
    truncated: write('truncated.jpg', oneFace.slice(0, oneFace.length / 2)),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

export async function decode(bytes: Uint8Array): Promise<Photo> {
  return (await decodeFile(bytes, codecs)).photo;
}

/** The compressed pixels of a JPEG: from its first scan to its end. */
export function scanOf(jpeg: Uint8Array): Buffer {
  const bytes = Buffer.from(jpeg);
  return bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xda])));
}

function crop(photo: Photo, { x, y, width, height }: typeof ONE_FACE): Photo {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    const from = 4 * ((y + row) * photo.width + x);
    data.set(photo.data.subarray(from, from + 4 * width), 4 * row * width);
  }
  return { width, height, data };
}

function gradient(width: number, height: number): Photo {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    data.set([(i % width) / 2, Math.floor(i / width) / 2, 128, 255], 4 * i);
  }
  return { width, height, data };
}

/** The same JPEG with an Exif segment that names a place (tag Software, as good as any). */
function withMetadata(jpeg: Uint8Array): Buffer {
  const text = Buffer.from(`${SECRET}\0`, 'latin1');
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0131, 10);
  tiff.writeUInt16LE(2, 12);
  tiff.writeUInt32LE(text.length, 14);
  tiff.writeUInt32LE(26, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, text]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}
