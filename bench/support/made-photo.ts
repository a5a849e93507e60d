import { samplePhoto } from '../../src/engine/geometry/sample-photo';
import type { Box, Photo } from '../../src/engine/photo';
import type { Random } from '../../src/engine/seeded-random';

/** Of a sensor, levels to each side: enlarged skin has no grain left, and with it no threshold. */
const GRAIN = 4;

/** Where in a photo one of its faces is, alone and with much around it. */
export const ONE_FACE_OF_SAMPLE_1: Box = [1064, 0, 856, 571];

/** `part` of a photo, by default all of it, made `width` pixels wide, with grain. */
export function enlarged(photo: Photo, width: number, random: Random, part?: Box): Photo {
  const all: Box = [0, 0, photo.width, photo.height];
  const [, , partWidth, partHeight] = part ?? all;
  const height = Math.round((partHeight * width) / partWidth);
  const made = blankPhoto(width, height);
  paste(made, [0, 0, width, height], photo, part ?? all, random);
  return made;
}

/** Grey, with the grain of the rest: what lies between faces that are put beside each other. */
export function grainyGround(width: number, height: number, random: Random): Photo {
  const made = blankPhoto(width, height);
  for (let i = 0; i < made.data.length; i += 4) {
    for (let k = 0; k < 3; k++) made.data[i + k] = 128 + GRAIN * (2 * random() - 1);
  }
  return made;
}

/** Draws `part` of `from` over the box `where`, which has its proportions, with grain. */
export function paste(onto: Photo, where: Box, from: Photo, part: Box, random: Random): void {
  const [left, top, width, height] = where;
  const [tx, ty, partWidth] = part;
  const scale = partWidth / width;
  // By rows: all samples at once, in floats, would not fit.
  for (let y = 0; y < height; y++) {
    const row = samplePhoto(from, { a: scale, b: 0, tx, ty: ty + y * scale }, width, 1);
    const at = 4 * ((top + y) * onto.width + left);
    for (let x = 0; x < width; x++) {
      for (let k = 0; k < 3; k++) {
        const grain = GRAIN * (2 * random() - 1);
        onto.data[at + 4 * x + k] = Math.round(row[3 * x + k]! * 255 + grain);
      }
    }
  }
}

function blankPhoto(width: number, height: number): Photo {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
}
