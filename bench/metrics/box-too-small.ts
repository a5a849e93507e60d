import type { Box, Photo } from '../../src/engine/photo';
import { growBox } from '../../src/engine/metrics/grow-box';

/** A metric that has no value for a box of this size. */
export class BoxTooSmallError extends RangeError {
  constructor(metric: string, side: number, [, , width, height]: Box) {
    super(`${metric} needs at least ${side} x ${side} pixels, not ${width} x ${height}`);
    this.name = 'BoxTooSmallError';
  }
}

/** @throws BoxTooSmallError */
export function demandSide(metric: string, side: number, box: Box): void {
  if (Math.min(box[2], box[3]) < side) throw new BoxTooSmallError(metric, side, box);
}

/**
 * The box grown to `side` pixels inside of the photo.
 * @throws BoxTooSmallError where the whole photo has fewer
 */
export function growToSide(metric: string, side: number, box: Box, photo: Photo): Box {
  const grown = growBox(box, side, photo);
  demandSide(metric, side, grown);
  return grown;
}
