/** Protects one photo in several formats and compares what lies outside of the face's patch. */
import { protectPhoto } from '../../src/engine';
import { placePatch } from '../../src/engine/align/canonical-patch';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import type { Box, Photo } from '../../src/engine/photo';
import type { SourceFormat } from '../../src/offscreen/codecs/file-format';
import { crop, hostFor, modelsOn, readSample, throughFile } from '../support/page-engine';

export interface Difference {
  /** Photos that were delivered after the clean one. */
  readonly rounds: number;
  /** Samples (pixel x channel) outside of the grown patch, and how many of them differ. */
  readonly outside: number;
  readonly outsideChanged: number;
  readonly inside: number;
  readonly insideChanged: number;
}

/** `grid`: the codec's blocks are grown to whole; `margin`: pixels more on each side. */
export async function difference(
  format: SourceFormat,
  grid: number,
  margin: number,
): Promise<Difference> {
  const photo = crop(await readSample('sample1'), [300, 330, 500, 440]);
  const models = await modelsOn('wasm');
  const [face, ...more] = await detectFaces(photo, models);
  if (face === undefined || more.length > 0) throw new Error('Not exactly one face');
  const patch = placePatch(photo, face.points);
  const delivered: Photo[] = [];
  await protectPhoto(
    photo,
    models,
    { mode: 'nontargeted', form: 'product', seed: 1, k: 1, maxSteps: 3 },
    hostFor(format, photo, delivered),
  );
  const last = delivered.at(-1);
  if (last === undefined) throw new Error('Nothing was delivered');
  const counts = compare(await throughFile(photo, format), last, grow(patch.region, grid, margin));
  return { rounds: delivered.length, ...counts };
}

function compare(clean: Photo, changed: Photo, patch: Box): Omit<Difference, 'rounds'> {
  const [left, top, width, height] = patch;
  const counts = { outside: 0, outsideChanged: 0, inside: 0, insideChanged: 0 };
  for (const [i, value] of clean.data.entries()) {
    const pixel = Math.floor(i / 4);
    const x = pixel % clean.width;
    const y = Math.floor(pixel / clean.width);
    const isInside = x >= left && y >= top && x < left + width && y < top + height;
    const differs = value !== changed.data[i];
    counts[isInside ? 'inside' : 'outside'] += 1;
    if (differs) counts[isInside ? 'insideChanged' : 'outsideChanged'] += 1;
  }
  return counts;
}

function grow([left, top, width, height]: Box, grid: number, margin: number): Box {
  const x = Math.floor(left / grid) * grid - margin;
  const y = Math.floor(top / grid) * grid - margin;
  const right = Math.ceil((left + width) / grid) * grid + margin;
  const bottom = Math.ceil((top + height) / grid) * grid + margin;
  return [x, y, right - x, bottom - y];
}
