import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/** A region [h, w, 3] whose three channels are alike: `level` in grey levels. */
export function greyRegion(
  width: number,
  height: number,
  level: (x: number, y: number) => number,
): Tensor3D {
  return colourRegion(width, height, (x, y) => {
    const grey = level(x, y);
    return [grey, grey, grey];
  });
}

/** A region [h, w, 3] in [0, 1] of which `colour` gives the samples in grey levels. */
export function colourRegion(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Tensor3D {
  const values = Array.from({ length: width * height }, (_, i) =>
    colour(i % width, Math.floor(i / width)).map((level) => level / 255),
  );
  return tf.tensor3d(values.flat(), [height, width, 3]);
}

/** A map [h, w, c] as rows of samples, one channel of it, times 255 where it is in [0, 1] units. */
export function rowsOf(map: Tensor3D, channel: number, unit = 255): number[][] {
  const [height, width, channels] = map.shape;
  const values = map.dataSync();
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => values[(y * width + x) * channels + channel]! * unit),
  );
}
