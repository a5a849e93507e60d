import type { Box } from '../photo';

/** Intersection over union of two boxes, 0 to 1. */
export function boxOverlap(a: Box, b: Box): number {
  const shared = intersection(a, b);
  return shared / (a[2] * a[3] + b[2] * b[3] - shared);
}

/** Intersection over the smaller of two boxes, 0 to 1. */
export function boxShare(a: Box, b: Box): number {
  return intersection(a, b) / Math.min(a[2] * a[3], b[2] * b[3]);
}

/** How much of `box` lies in `other`, 0 to 1. */
export function coveredShare(box: Box, other: Box): number {
  return intersection(box, other) / (box[2] * box[3]);
}

function intersection(a: Box, b: Box): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}
