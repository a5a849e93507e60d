import type { MapRow } from './canny';
import { cannyEdges } from './canny';
import { COMPONENTS, readComponent } from './components';

/** Of Y, Cb and Cr each: 1 at an edge, 0 elsewhere, row by row. */
export type ComponentEdges = readonly Uint8Array[];

/** Canny's threshold, a share of the strongest gradient in the region: that of yang.ts's code. */
const EDGE_THRESHOLD = 0.5;

/**
 * Edges of a region of width * height pixels, each component's own. `row` gives RGB samples in
 * [0, 1], interleaved. It takes the whole region: a threshold is relative to the strongest gradient
 * there, and an edge goes as far as it leads.
 */
export function componentEdges(row: MapRow, width: number, height: number): ComponentEdges {
  const samples = new Float32Array(width);
  return COMPONENTS.map((component) =>
    cannyEdges(
      (y) => {
        readComponent(row(y), component, samples);
        return samples;
      },
      width,
      height,
      EDGE_THRESHOLD,
    ),
  );
}
