import type { Similarity } from './similarity';

/** A float image, row by row, channels interleaved; values in [0, 1] units unless said otherwise. */
export interface FloatMap {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/**
 * Bilinear samples of a map: sample (x, y) lies at `toMap` of its centre (x + 0.5, y + 0.5).
 * Outside of the map its border is repeated (`edge`) or it is 0 (`zero`).
 */
export function sampleMap(
  map: FloatMap,
  toMap: Similarity,
  width: number,
  height: number,
  outside: 'edge' | 'zero',
): FloatMap {
  const { channels, data: from } = map;
  const stride = map.width * channels;
  const data = new Float32Array(width * height * channels);
  const read = (x: number, y: number, k: number): number => {
    const inside = x >= 0 && y >= 0 && x < map.width && y < map.height;
    if (!inside && outside === 'zero') return 0;
    const cx = Math.min(map.width - 1, Math.max(0, x));
    const cy = Math.min(map.height - 1, Math.max(0, y));
    return map.data[(cy * map.width + cx) * channels + k]!;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const px = toMap.a * (x + 0.5) - toMap.b * (y + 0.5) + toMap.tx - 0.5;
      const py = toMap.b * (x + 0.5) + toMap.a * (y + 0.5) + toMap.ty - 0.5;
      const x0 = Math.floor(px);
      const y0 = Math.floor(py);
      const wx = px - x0;
      const wy = py - y0;
      const to = (y * width + x) * channels;
      if (x0 >= 0 && y0 >= 0 && x0 < map.width - 1 && y0 < map.height - 1) {
        // Most places are inside: there nothing has to be asked about each sample.
        const above = (y0 * map.width + x0) * channels;
        const below = above + stride;
        for (let k = 0; k < channels; k++) {
          const left = above + k;
          const top = from[left]! * (1 - wx) + from[left + channels]! * wx;
          const under = below + k;
          const bottom = from[under]! * (1 - wx) + from[under + channels]! * wx;
          data[to + k] = top * (1 - wy) + bottom * wy;
        }
        continue;
      }
      for (let k = 0; k < channels; k++) {
        const top = read(x0, y0, k) * (1 - wx) + read(x0 + 1, y0, k) * wx;
        const bottom = read(x0, y0 + 1, k) * (1 - wx) + read(x0 + 1, y0 + 1, k) * wx;
        data[to + k] = top * (1 - wy) + bottom * wy;
      }
    }
  }
  return { width, height, channels, data };
}
