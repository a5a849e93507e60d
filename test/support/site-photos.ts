import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Photo } from '../../src/engine/photo';
import { encodeFile } from '../../src/offscreen/codecs';
import type { FaceBox } from '../../src/shared/report';
import { codecs } from './codec-wasm';
import { makeTestPhotos, readSample } from './extension-photos';
import type { TestPhotos } from './extension-photos';
import { onlyOnce } from './only-once';

/** The face of `oneFace`, listed by eye in test/fixtures/sample-faces.json, less the crop's corner. */
export const ONE_FACE_BOX: FaceBox = [829 - 640, 479 - 250, 200, 176];

/** The left person of the sample, and the face in it. */
const OTHER_FACE = { x: 330, y: 350, width: 400, height: 330 };
export const OTHER_FACE_WIDTH = OTHER_FACE.width;
export const OTHER_FACE_BOX: FaceBox = [414 - 330, 429 - 350, 203, 171];

export interface SitePhotos extends TestPhotos {
  /** No cache knows it. */
  readonly otherFace: string;
  readonly pdf: string;
  /** Photos without a face, each with pixels of its own; no cache knows them. */
  plain(count: number): Promise<string[]>;
  /** `oneFace` again, each file with a comment of its own: no cache knows it. */
  faces(count: number): string[];
}

/** Files share a browser, and with it what the engine host knows: no comment comes twice. */
let comments = 0;

/** What the extension's tests use, and what choosing on a site needs besides. */
export async function makeSitePhotos(): Promise<SitePhotos> {
  const photos = await makeTestPhotos();
  const write = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(photos.folder, name), bytes);
    return join(photos.folder, name);
  };
  const pdf = new TextEncoder().encode('%PDF-1.4\n% A letter, and nothing of a photo.\n%%EOF\n');
  return {
    ...photos,
    otherFace: write('other-face.jpg', withComment(await encodeOtherFace())),
    pdf: write('letter.pdf', pdf),
    plain: (count) =>
      Promise.all(
        Array.from({ length: count }, async (_, i) =>
          write(`plain-${String(i)}.jpg`, withComment(await encodePlain(20 * i))),
        ),
      ),
    faces: (count) =>
      Array.from({ length: count }, (_, i) =>
        write(`face-${String(i)}.jpg`, withComment(readFileSync(photos.oneFace))),
      ),
  };
}

const encodeOtherFace = onlyOnce(async () => {
  const { photo, source } = await readSample();
  return encodeFile(crop(photo), source, codecs);
});

async function encodePlain(level: number): Promise<Uint8Array> {
  return encodeFile(shade(level), (await readSample()).source, codecs);
}

function crop(photo: Photo): Photo {
  const { x, y, width, height } = OTHER_FACE;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    const from = 4 * ((y + row) * photo.width + x);
    data.set(photo.data.subarray(from, from + 4 * width), 4 * row * width);
  }
  return { width, height, data };
}

function withComment(jpeg: Uint8Array): Buffer {
  const text = String(comments++);
  const head = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(text), jpeg.subarray(2)]);
}

function shade(level: number): Photo {
  const [width, height] = [160, 120];
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) data.set([i % width, level, 255 - level, 255], 4 * i);
  return { width, height, data };
}
