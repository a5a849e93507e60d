import { jndAround } from '../../engine';
import type { Photo } from '../../engine/photo';
import { UnnoticedError } from '../../shared/errors';
import { decodeFile } from '../codecs';
import type { Look, LookWish } from '../worker-protocol';
import { protectOptions } from './protect-options';
import type { Session } from './session';

/** A photo, or J around a face of it, as a PNG for the person to look at. */
export async function lookAtFile(
  original: Uint8Array,
  wish: LookWish,
  { codecs }: Pick<Session, 'codecs'>,
): Promise<Look> {
  const { photo } = await decodeFile(original, codecs, { asStill: true });
  if (wish.kind === 'photo') {
    const { width, height } = photo;
    return { picture: await pngOf(photo), region: [0, 0, width, height], most: 255 };
  }
  const part = await jndAround(photo, wish.box, protectOptions({ ...wish.terms, seed: 0 }));
  if (part === undefined) throw new UnnoticedError('bad-request', 'No room for a face there');
  const { region, jnd } = part;
  // The largest of all may be one sample at an edge: white is what all but a few are below.
  const most = Math.max(1, 255 * nearlyMost(jnd.data));
  const data = new Uint8ClampedArray(4 * jnd.width * jnd.height).fill(255);
  jnd.data.forEach((threshold, i) => {
    data[4 * Math.floor(i / 3) + (i % 3)] = (255 * 255 * threshold) / most;
  });
  const picture = await pngOf({ width: jnd.width, height: jnd.height, data });
  return { picture, region, most };
}

/** The value below which 99.5 % of the others are. */
function nearlyMost(values: Float32Array): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(0.995 * (sorted.length - 1))] ?? 0;
}

async function pngOf({ width, height, data }: Photo): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const pixels = new ImageData(new Uint8ClampedArray(data), width, height);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return await canvas.convertToBlob({ type: 'image/png' });
}
