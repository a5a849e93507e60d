import * as tf from '@tensorflow/tfjs-core';
import type { FloatMap } from '../geometry/float-map';
import type { Box, Photo } from '../photo';
import type { ComponentEdges } from './component-edges';
import { componentEdges } from './component-edges';
import type { JndModel } from './jnd-model';
import { JND_REACH } from './jnd-model';

/**
 * Largest side of what a model sees at once. A region may be most of a photo, a model needs some 150 bytes
 * for each sample, and the memory of wasm never shrinks.
 */
const TILE = 256;

/**
 * The threshold map of a photo's region: 3 channels, [0, 1] units. In tiles, and as if it was done
 * in one piece: they overlap by the reach of the models, and have the edges of the whole region.
 * `afterTile` is awaited after each.
 */
export async function jndOfRegion(
  photo: Photo,
  region: Box,
  model: JndModel,
  afterTile: () => Promise<void> = () => Promise.resolve(),
): Promise<FloatMap> {
  const [left, top, width, height] = region;
  const data = new Float32Array(width * height * 3);
  let whole: ComponentEdges | undefined;
  for (const { seen, kept } of tilesOf(width, height)) {
    const [x, y, w, h] = seen;
    const pixels = readPixels(photo, [left + x, top + y, w, h]);
    const edges = (): ComponentEdges =>
      (whole ??= edgesOf(photo, region)).map((map) => cut(map, width, seen));
    const map = tf.tidy(() => model(tf.tensor3d(pixels, [h, w, 3]), edges));
    try {
      paste(await map.data<'float32'>(), seen, kept, data, width);
    } finally {
      map.dispose();
    }
    await afterTile();
  }
  return { width, height, channels: 3, data };
}

/** What a model sees, and what of it is free of the border that it makes up. */
interface Tile {
  readonly seen: Box;
  readonly kept: Box;
}

/** Tiles that keep every sample once. All are of one size: WebGL compiles programs for each. */
function tilesOf(width: number, height: number): Tile[] {
  const columns = spansOf(width);
  return spansOf(height).flatMap((y) =>
    columns.map((x): Tile => ({
      seen: [x.seen, y.seen, x.side, y.side],
      kept: [x.from, y.from, x.to - x.from, y.to - y.from],
    })),
  );
}

interface Span {
  readonly seen: number;
  readonly side: number;
  readonly from: number;
  readonly to: number;
}

/** The tiles along one axis: `side` samples from `seen` on, of which `from` to `to` are kept. */
function spansOf(size: number): Span[] {
  const inner = Math.max(1, size - 2 * JND_REACH);
  const count = Math.ceil(inner / (TILE - 2 * JND_REACH));
  const step = Math.ceil(inner / count);
  const side = Math.min(size, step + 2 * JND_REACH);
  return Array.from({ length: count }, (_, i) => ({
    seen: Math.min(i * step, size - side),
    side,
    from: i === 0 ? 0 : i * step + JND_REACH,
    to: i === count - 1 ? size : (i + 1) * step + JND_REACH,
  }));
}

/** RGB of a box in [0, 1], row by row. */
function readPixels(
  photo: Photo,
  [left, top, width, height]: Box,
  into = new Float32Array(width * height * 3),
): Float32Array {
  for (let y = 0; y < height; y++) {
    let from = ((top + y) * photo.width + left) * 4;
    for (let to = y * width * 3; to < (y + 1) * width * 3; to += 3, from += 4) {
      for (let k = 0; k < 3; k++) into[to + k] = photo.data[from + k]! / 255;
    }
  }
  return into;
}

function edgesOf(photo: Photo, [left, top, width, height]: Box): ComponentEdges {
  const row = new Float32Array(width * 3);
  return componentEdges((y) => readPixels(photo, [left, top + y, width, 1], row), width, height);
}

/** A box of a map of one channel and `width` samples a row. */
function cut(map: Uint8Array, width: number, [left, top, w, h]: Box): Uint8Array {
  const part = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    const from = (top + y) * width + left;
    part.set(map.subarray(from, from + w), y * w);
  }
  return part;
}

/** Puts what is `kept` of a tile's map into the map of the region, `width` samples a row. */
function paste(
  tile: Float32Array,
  seen: Box,
  [left, top, w, h]: Box,
  map: Float32Array,
  width: number,
): void {
  for (let y = top; y < top + h; y++) {
    const from = (y - seen[1]) * seen[2] + left - seen[0];
    map.set(tile.subarray(3 * from, 3 * (from + w)), 3 * (y * width + left));
  }
}
