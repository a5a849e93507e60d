import { samplePhoto } from '../../src/engine/geometry/sample-photo';
import type { FivePoints } from '../../src/engine/align/five-points';
import type { Point } from '../../src/engine/geometry/similarity';
import type { Box, Photo } from '../../src/engine/photo';
import type { Codecs } from '../../src/offscreen/codecs';
import { decodeFile } from '../../src/offscreen/codecs';

/** What happens to a delivered file before a matcher gets it; nothing first. */
export const PLATFORMS = ['as delivered', 'JPEG 80 at 1080 px', 'JPEG 75'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

interface Platform {
  /** Longest side; a smaller photo is not enlarged. */
  readonly longest?: number;
  readonly quality: number;
}

const RECODED: Readonly<Partial<Record<PlatformName, Platform>>> = {
  'JPEG 80 at 1080 px': { longest: 1080, quality: 80 },
  'JPEG 75': { quality: 75 },
};

export interface OnPlatform {
  readonly photo: Photo;
  /** Size relative to the photo's own, 1 or less. */
  readonly scale: number;
}

/** The photo as a site passes it on: made smaller, then a JPEG of 4:2:0. */
export async function throughPlatform(
  photo: Photo,
  name: PlatformName,
  codecs: Codecs,
): Promise<OnPlatform> {
  const platform = RECODED[name];
  if (!platform) return { photo, scale: 1 };
  const { photo: smaller, scale } = shrink(photo, platform.longest ?? Infinity);
  const bytes = await codecs.encodeJpeg(smaller, {
    format: 'jpeg',
    quality: platform.quality,
    subsampling: '4:2:0',
    progressive: false,
  });
  return { photo: (await decodeFile(bytes, codecs)).photo, scale };
}

/** Each sample averaged over what it covers, so that nothing aliases; never enlarged. */
export function shrink(photo: Photo, longest: number): OnPlatform {
  const scale = longest / Math.max(photo.width, photo.height);
  if (scale >= 1) return { photo, scale: 1 };
  const width = Math.round(photo.width * scale);
  const height = Math.round(photo.height * scale);
  const samples = samplePhoto(photo, { a: 1 / scale, b: 0, tx: 0, ty: 0 }, width, height);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let k = 0; k < 3; k++) data[pixel * 4 + k] = samples[pixel * 3 + k]! * 255;
  }
  return { photo: { width, height, data }, scale };
}

export function scalePoints(points: FivePoints, scale: number): FivePoints {
  return points.map(([x, y]): Point => [x * scale, y * scale]) as unknown as FivePoints;
}

export function scaleBox([x, y, width, height]: Box, scale: number): Box {
  return [x * scale, y * scale, width * scale, height * scale];
}
