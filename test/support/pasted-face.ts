import { samplePhoto } from '../../src/engine/geometry/sample-photo';
import type { Box, Photo } from '../../src/engine/photo';

/** The oval about the tight box of a face, beyond which nothing is pasted. */
const OVAL = { wider: 1.15, taller: 1.25 };

/**
 * `photo` with the face at `face` of `other` on it, 1 / `scale` as large, its middle at `centre`,
 * as one stands before another; `share` of it, the rest shows through.
 */
export function withFace(
  photo: Photo,
  other: Photo,
  face: Box,
  [cx, cy]: readonly [number, number],
  scale: number,
  share = 1,
): Photo {
  const data = photo.data.slice();
  const rx = (face[2] / 2 / scale) * OVAL.wider;
  const ry = (face[3] / 2 / scale) * OVAL.taller;
  const [width, height] = [Math.ceil(2 * rx), Math.ceil(2 * ry)];
  const tx = face[0] + face[2] / 2 - rx * scale;
  const ty = face[1] + face[3] / 2 - ry * scale;
  const pasted = samplePhoto(other, { a: scale, b: 0, tx, ty }, width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [px, py] = [Math.round(cx - rx) + x, Math.round(cy - ry) + y];
      if (px < 0 || py < 0 || px >= photo.width || py >= photo.height) continue;
      if (((x - rx) / rx) ** 2 + ((y - ry) / ry) ** 2 > 1) continue;
      for (let channel = 0; channel < 3; channel++) {
        const at = (py * photo.width + px) * 4 + channel;
        const value = 255 * (pasted[(y * width + x) * 3 + channel] ?? 0);
        data[at] = share * value + (1 - share) * (data[at] ?? 0);
      }
    }
  }
  return { ...photo, data };
}
