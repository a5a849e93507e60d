import type { Photo } from '../../engine/photo';

/**
 * What is seen of a photo on a white page, opaque: what sites make of it where their format knows no
 * transparency. The photo itself where nothing shows through.
 */
export function onWhite(photo: Photo): Photo {
  const { width, height, data } = photo;
  if (isOpaque(data)) return photo;
  const opaque = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const share = data[at + 3]! / 255;
    for (let k = 0; k < 3; k++) opaque[at + k] = 255 + (data[at + k]! - 255) * share;
    opaque[at + 3] = 255;
  }
  return { width, height, data: opaque };
}

function isOpaque(data: Photo['data']): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}
