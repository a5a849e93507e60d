/**
 * Canny's edge detector (Canny 1986, https://doi.org/10.1109/TPAMI.1986.4767851) with thresholds
 * relative to the strongest gradient of the map, as MATLAB's edge() takes them. In plain loops:
 * hysteresis follows chains of any length, and every backend gets the same edges. Of a map that may
 * be a whole photo a few rows are held at a time, and a byte of each sample.
 */

const SIGMA = 1;
const RADIUS = 4;
/** The low threshold of the hysteresis as a share of the high one. */
const LOW_SHARE = 0.4;

/** Row `y` of a map; it may change when the next row is asked for. */
export type MapRow = (y: number) => ArrayLike<number>;

/** What is known of a sample while edges are followed. */
const [NONE, EDGE, LOW, HIGH] = [0, 1, 2, 3];

/**
 * 1 at the edges of a map of width * height samples, 0 elsewhere; `threshold` in (0, 1). Goes
 * through the rows twice: only the whole map says how strong its strongest gradient is.
 */
export function cannyEdges(
  row: MapRow,
  width: number,
  height: number,
  threshold: number,
): Uint8Array {
  const gradient = gradientRows(row, width, height);
  let strongest = 0;
  for (let y = 0; y < height; y++) {
    strongest = gradient(y).strength.reduce((most, value) => Math.max(most, value), strongest);
  }
  // Below a hundredth of a level a gradient is the rounding of a flat map.
  if (strongest < 0.01) return new Uint8Array(width * height);
  const marks = markRidges(gradient, width, height, threshold * strongest);
  follow(marks, width, height);
  return marks;
}

interface GradientRow {
  readonly gx: Float64Array;
  readonly gy: Float64Array;
  readonly strength: Float64Array;
}

/** Central differences of the smoothed map; the border is repeated. */
function gradientRows(row: MapRow, width: number, height: number): (y: number) => GradientRow {
  const smooth = smoothRows(row, width, height);
  const line = (): Float64Array => new Float64Array(width);
  return rowsOnce(
    3,
    () => ({ gx: line(), gy: line(), strength: line() }),
    (y, { gx, gy, strength }) => {
      const [above, here, below] = [y - 1, y, y + 1].map((v) => smooth(clamp(v, height)));
      for (let x = 0; x < width; x++) {
        const across = (here![clamp(x + 1, width)]! - here![clamp(x - 1, width)]!) / 2;
        const down = (below![x]! - above![x]!) / 2;
        gx[x] = across;
        gy[x] = down;
        strength[x] = Math.sqrt(across * across + down * down);
      }
    },
  );
}

/** Gaussian of SIGMA along both axes; the border is repeated. */
function smoothRows(row: MapRow, width: number, height: number): (y: number) => Float64Array {
  const weights = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const line = (): Float64Array => new Float64Array(width);
  const padded = new Float64Array(width + 2 * RADIUS);
  const blur = (out: Float64Array, tap: (i: number) => Float64Array): void => {
    out.fill(0);
    for (const [i, weight] of weights.entries()) {
      const samples = tap(i);
      for (let x = 0; x < width; x++) out[x]! += weight * samples[x]!;
    }
    for (let x = 0; x < width; x++) out[x]! /= total;
  };
  const across = rowsOnce(weights.length, line, (y, out) => {
    const samples = row(y);
    for (let x = 0; x < padded.length; x++) padded[x] = samples[clamp(x - RADIUS, width)]!;
    blur(out, (i) => padded.subarray(i));
  });
  return rowsOnce(3, line, (y, out) => {
    blur(out, (i) => across(clamp(y + i - RADIUS, height)));
  });
}

/** Rows that are made when they are asked for; the last `kept` of them are remembered. */
function rowsOnce<Row>(
  kept: number,
  empty: () => Row,
  make: (y: number, into: Row) => void,
): (y: number) => Row {
  const slots = Array.from({ length: kept }, () => ({ y: -1, row: empty() }));
  return (y) => {
    const slot = slots[y % kept]!;
    if (slot.y !== y) {
      make(y, slot.row);
      slot.y = y;
    }
    return slot.row;
  };
}

/**
 * HIGH or LOW where the gradient is largest across its own direction and at least `high`, or at
 * least LOW_SHARE of it; NONE elsewhere, and at the border.
 */
function markRidges(
  gradient: (y: number) => GradientRow,
  width: number,
  height: number,
  high: number,
): Uint8Array {
  const marks = new Uint8Array(width * height).fill(NONE);
  for (let y = 1; y < height - 1; y++) {
    const rows = [gradient(y - 1).strength, gradient(y).strength, gradient(y + 1).strength];
    const { gx, gy } = gradient(y);
    for (let x = 1; x < width - 1; x++) {
      const own = rows[1]![x]!;
      if (own < LOW_SHARE * high) continue;
      const [right, down] = [Math.sign(gx[x]!), Math.sign(gy[x]!)];
      const [steepX, steepY] = [Math.abs(gx[x]!), Math.abs(gy[x]!)];
      const isFlat = steepX >= steepY;
      const share = Math.min(steepX, steepY) / Math.max(steepX, steepY);
      // One step along the gradient ends between the straight and the diagonal neighbour.
      const ahead = (sign: number): number =>
        (1 - share) * rows[isFlat ? 1 : 1 + sign * down]![isFlat ? x + sign * right : x]! +
        share * rows[1 + sign * down]![x + sign * right]!;
      // One side strictly: of two equal neighbours across an edge one is the ridge, not none.
      if (own > ahead(1) && own >= ahead(-1)) marks[y * width + x] = own >= high ? HIGH : LOW;
    }
  }
  return marks;
}

/** Turns HIGH marks, and LOW ones that a chain of such leads to, into EDGE and the rest into NONE. */
function follow(marks: Uint8Array, width: number, height: number): void {
  const waiting: number[] = [];
  const mark = (i: number): void => {
    marks[i] = EDGE;
    waiting.push(i);
  };
  for (let start = 0; start < marks.length; start++) {
    if (marks[start] === HIGH) mark(start);
    for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
      const [x, y] = [i % width, Math.floor(i / width)];
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const next = v * width + u;
          if (marks[next]! >= LOW) mark(next);
        }
      }
    }
  }
  for (let i = 0; i < marks.length; i++) if (marks[i] !== EDGE) marks[i] = NONE;
}

function clamp(position: number, size: number): number {
  return Math.min(size - 1, Math.max(0, position));
}
