import type { FaceBox } from '../../shared/report';
import { contextOf } from './pictures';

/** Of the longer side of the box, on each side: hair and chin belong to a face. */
const MARGIN = 0.25;

/** A square picture of a face, `sidePx` wide; what reaches beyond the photo stays empty. */
export function faceCrop(
  picture: HTMLCanvasElement,
  [x, y, width, height]: FaceBox,
  sidePx: number,
): HTMLCanvasElement {
  const side = Math.max(width, height) * (1 + 2 * MARGIN);
  const canvas = document.createElement('canvas');
  canvas.width = sidePx;
  canvas.height = sidePx;
  const context = contextOf(canvas);
  context.imageSmoothingQuality = 'high';
  const left = x + width / 2 - side / 2;
  const top = y + height / 2 - side / 2;
  context.drawImage(picture, left, top, side, side, 0, 0, sidePx, sidePx);
  return canvas;
}
