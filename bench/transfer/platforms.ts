import type { Photo } from '../../src/engine/photo';
import type { Codecs } from '../../src/offscreen/codecs';
import { AFTER_UPLOAD, recompress } from '../../src/offscreen/codecs';

/** What happens to a delivered file before a matcher gets it; nothing first. */
export const PLATFORMS = ['as delivered', 'JPEG 80 at 1080 px', 'JPEG 75'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

export interface OnPlatform {
  readonly photo: Photo;
  /** Size relative to the photo's own, 1 or less. */
  readonly scale: number;
}

/** The photo as a site passes it on. */
export async function throughPlatform(
  photo: Photo,
  name: PlatformName,
  codecs: Codecs,
): Promise<OnPlatform> {
  if (name === 'as delivered') return { photo, scale: 1 };
  const how = name === 'JPEG 75' ? { quality: 75 } : AFTER_UPLOAD;
  const passed = await recompress(photo, how, codecs);
  return { photo: passed, scale: passed.width / photo.width };
}
