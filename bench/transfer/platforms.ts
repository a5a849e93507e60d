import { createHash } from 'node:crypto';
import type { Photo } from '../../src/engine/photo';
import type { Codecs } from '../../src/offscreen/codecs';
import { recompress } from '../../src/offscreen/codecs';
import type { PlatformId, Reencoding } from '../../src/shared/platforms';
import { PLATFORM_IDS, PLATFORMS as SITES } from '../../src/shared/platforms';

/** What happens to a delivered file before a matcher gets it; nothing first. */
export const PLATFORMS = ['as delivered', 'JPEG 80 at 1080 px', 'JPEG 75'] as const;
/** What always is looked at, or one of the product's platforms, which `--platforms` adds. */
export type PlatformName = (typeof PLATFORMS)[number] | PlatformId;

/** The platform that is looked at in any case, under its other name. */
export const LOOKED_AT = { id: 'jpeg-80-1080', name: PLATFORMS[1] } as const;
/** The platforms that `--platforms` adds. */
export const ADDED: readonly PlatformId[] = PLATFORM_IDS.filter((id) => id !== LOOKED_AT.id);

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
  const passed = await recompress(photo, reencodingOf(name), codecs);
  return { photo: passed, scale: passed.width / photo.width };
}

/** Eight hex digits of what the added platforms do: the same, the same digits. */
export function addedKey(): string {
  const does = JSON.stringify(ADDED.map((id) => [id, SITES[id].does]));
  return createHash('sha256').update(does).digest('hex').slice(0, 8);
}

function reencodingOf(name: Exclude<PlatformName, 'as delivered'>): Reencoding {
  if (name === 'JPEG 75') return { format: 'jpeg', quality: 75 };
  return SITES[name === LOOKED_AT.name ? LOOKED_AT.id : name].does;
}
