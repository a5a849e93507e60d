import type { FivePoints } from '../align/five-points';
import type { Point } from '../geometry/similarity';
import type { Box } from '../photo';
import type { DetectedFace } from './detect-faces';

/** The face where the same picture shows it at `scale` times its size. */
export function scaleFace(face: DetectedFace, scale: number): DetectedFace {
  return { ...face, box: scaleBox(face.box, scale), points: scalePoints(face.points, scale) };
}

export function scalePoints(points: FivePoints, scale: number): FivePoints {
  return points.map(([x, y]): Point => [x * scale, y * scale]) as unknown as FivePoints;
}

export function scaleBox([x, y, width, height]: Box, scale: number): Box {
  return [x * scale, y * scale, width * scale, height * scale];
}
