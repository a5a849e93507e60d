import { createHash } from 'node:crypto';
import type { Box, Photo } from '../../src/engine/photo';
import { cropPhoto, drawPhoto, readSamplePhoto } from './engine-photos';

/** Where the pictured face of the pairs is, in sample1.jpg. */
const FACE: Box = [560, 320, 760, 700];

export function texturePhoto(): Photo {
  return drawPhoto(300, 200, (x, y) => [
    60 + ((x * 3 + y) % 97),
    90 + ((x * 2 + y * 3) % 61),
    80 + ((x * y) % 31),
  ]);
}

export async function facePhoto(): Promise<Photo> {
  return cropPhoto(await readSamplePhoto('sample1.jpg'), FACE);
}

/** A photo with each sample of its three channels replaced. */
function mapSamples(photo: Photo, sample: (x: number, y: number, k: number) => number): Photo {
  const data = photo.data.slice();
  for (let y = 0; y < photo.height; y++) {
    for (let x = 0; x < photo.width; x++) {
      for (let k = 0; k < 3; k++) data[(y * photo.width + x) * 4 + k] = sample(x, y, k);
    }
  }
  return { ...photo, data };
}

const sampleAt = ({ width, height, data }: Photo, x: number, y: number, k: number): number => {
  const [u, v] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
  return data[(v * width + u) * 4 + k]!;
};

/** Whole levels from -`most` to `most`, each as likely, the same on every machine. */
export function withNoise(photo: Photo, most = 12): Photo {
  return mapSamples(photo, (x, y, k) => {
    let h = (Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(k, 83492791)) >>> 0;
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
    return sampleAt(photo, x, y, k) + ((h >>> 15) % (2 * most + 1)) - most;
  });
}

/** Mean of the 5 x 5 pixels about each, the border repeated. */
export function blurred(photo: Photo): Photo {
  return mapSamples(photo, (x, y, k) => {
    let sum = 0;
    for (let v = y - 2; v <= y + 2; v++) {
      for (let u = x - 2; u <= x + 2; u++) sum += sampleAt(photo, u, v, k);
    }
    return Math.floor((sum + 12) / 25);
  });
}

/** Three quarters of the contrast. */
export function flattened(photo: Photo): Photo {
  return mapSamples(photo, (x, y, k) => (sampleAt(photo, x, y, k) * 3 + 96) >> 2);
}

/** Thresholds of the pixels of a box, in whole levels and a half: no difference is equal to one. */
export function drawJnd([, , width, height]: Box): Float32Array {
  return Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const [k, x, y] = [i % 3, Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return (((x * 3 + y * 5 + k * 7) % 9) + 0.5) / 255;
  });
}

/** Of the RGB samples of the box in both, so that another program can tell that it has the same. */
export function pairHash(a: Photo, b: Photo, box: Box): string {
  const hash = createHash('sha256');
  for (const photo of [a, b]) {
    const { data } = cropPhoto(photo, box);
    hash.update(data.filter((_, i) => i % 4 !== 3));
  }
  return hash.digest('hex');
}
