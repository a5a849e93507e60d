import type { Point } from '../geometry/similarity';

/**
 * Right eye, left eye (the person's own), nose tip, right and left mouth corner, in photo pixels:
 * the order of the ArcFace frame, seen in the picture from left to right.
 */
export type FivePoints = readonly [Point, Point, Point, Point, Point];

/**
 * Where the five points lie in the 112 x 112 ArcFace frame.
 * Deng et al. 2019 (https://arxiv.org/abs/1801.07698), as in InsightFace's face_align.py.
 */
export const ARCFACE_POINTS: FivePoints = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];
