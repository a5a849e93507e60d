import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFile, encodeFile } from '../../src/offscreen/codecs';
import type { FaceBox } from '../../src/shared/report';
import { codecs } from '../support/codec-wasm';
import { ONE_FACE_BOX, OTHER_FACE_BOX, OTHER_FACE_WIDTH } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';

/** A file that goes into a page, and what has to come out for it. */
export interface Sample {
  readonly name: string;
  readonly original: Buffer;
  /** What the engine host made of it; undefined for what is no photo and goes as it is. */
  delivered?: Buffer;
  readonly boxes: readonly FaceBox[];
}

export interface SampleFiles {
  /** A JPEG with a face. */
  readonly photo: Sample;
  readonly photoPath: string;
  /** A folder: the same photo, a folder in it with the other one, and a letter. */
  readonly folder: readonly Sample[];
  readonly folderPath: string;
  /** What the clipboard holds of a picture: the browser has encoded it as PNG. */
  readonly pasted: Sample;
  readonly pastedPath: string;
}

/**
 * The photos of the matrix. `asPasted`: a PNG goes in, and the bytes come back that the browser's
 * clipboard gives for it.
 */
export async function makeSamples(
  photos: SitePhotos,
  asPasted: (png: Buffer) => Promise<Buffer>,
): Promise<SampleFiles> {
  const folderPath = join(photos.folder, 'album');
  mkdirSync(join(folderPath, 'inner'), { recursive: true });
  copyFileSync(photos.oneFace, join(folderPath, 'one-face.jpg'));
  copyFileSync(photos.pdf, join(folderPath, 'letter.pdf'));
  const pastedPath = join(photos.folder, 'pasted.png');
  writeFileSync(pastedPath, await asPasted(await mirroredPng(readFileSync(photos.otherFace))));
  copyFileSync(pastedPath, join(folderPath, 'inner', 'pasted.png'));
  const photo = sample('one-face.jpg', photos.oneFace, [ONE_FACE_BOX]);
  const pasted = sample('pasted.png', pastedPath, [mirroredBox()]);
  return {
    photo,
    photoPath: photos.oneFace,
    folder: [photo, pasted, sample('letter.pdf', photos.pdf, [])],
    folderPath,
    pasted,
    pastedPath,
  };
}

function sample(name: string, path: string, boxes: readonly FaceBox[]): Sample {
  return { name, original: readFileSync(path), boxes };
}

/** Left and right exchanged: a picture of its own, whatever a site then makes of its pixels. */
async function mirroredPng(jpeg: Buffer): Promise<Buffer> {
  const { photo } = await decodeFile(jpeg, codecs);
  const { width, height } = photo;
  const data = new Uint8ClampedArray(photo.data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + width - 1 - x);
      data.set(photo.data.subarray(from, from + 4), 4 * (y * width + x));
    }
  }
  const mirrored = { width, height, data };
  return Buffer.from(await encodeFile(mirrored, { format: 'png', hasAlpha: false }, codecs));
}

function mirroredBox(): FaceBox {
  const [x, y, width, height] = OTHER_FACE_BOX;
  return [OTHER_FACE_WIDTH - x - width, y, width, height];
}
