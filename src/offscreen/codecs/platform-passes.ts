import type { Photo } from '../../engine/photo';
import type { PlatformPass } from '../../engine/protect-types';
import type { PlatformId, Reencoding } from '../../shared/platforms';
import { PLATFORMS } from '../../shared/platforms';
import type { Codecs } from './codecs';
import type { PassOn } from './recompress';
import { recompress, smallerSize } from './recompress';

/**
 * What the engine is to look at after each of these platforms, in their order. Platforms that make
 * the very same file of a photo of this size are one. `passOnBy`: the codecs of this thread, or whoever
 * encodes and decodes instead.
 */
export function platformPasses(
  ids: readonly PlatformId[],
  size: Pick<Photo, 'width' | 'height'>,
  passOnBy: PassOn | Codecs,
): PlatformPass[] {
  const groups = new Map<string, PlatformId[]>();
  for (const id of ids) {
    const file = fileMade(PLATFORMS[id].does, size);
    groups.set(file, [...(groups.get(file) ?? []), id]);
  }
  return [...groups.values()].map((same) => ({
    ids: same,
    pass: (delivered) => recompress(delivered, PLATFORMS[same[0]!].does, passOnBy),
  }));
}

/** Names the file: two that are alike come from the same pixels by the same encoder. */
function fileMade(does: Reencoding, size: Pick<Photo, 'width' | 'height'>): string {
  const { width, height } = smallerSize(size, does);
  const { format, quality, mostBytes } = does;
  return JSON.stringify([format, quality, width, height, mostBytes]);
}
