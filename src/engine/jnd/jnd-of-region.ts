import * as tf from '@tensorflow/tfjs-core';
import type { FloatMap } from '../geometry/float-map';
import type { Box, Photo } from '../photo';
import type { JndModel } from './jnd-model';

/** The threshold map of a photo's region, read back from the backend: 3 channels, [0, 1] units. */
export async function jndOfRegion(photo: Photo, region: Box, model: JndModel): Promise<FloatMap> {
  const [left, top, width, height] = region;
  const pixels = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((top + y) * photo.width + left + x) * 4;
      const to = (y * width + x) * 3;
      for (let k = 0; k < 3; k++) pixels[to + k] = photo.data[from + k]! / 255;
    }
  }
  const map = tf.tidy(() => model(tf.tensor3d(pixels, [height, width, 3])));
  try {
    return { width, height, channels: 3, data: (await map.data()) as Float32Array };
  } finally {
    map.dispose();
  }
}
