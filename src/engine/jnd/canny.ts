/**
 * Canny's edge detector (Canny 1986, https://doi.org/10.1109/TPAMI.1986.4767851) with thresholds
 * relative to the strongest gradient of the map, as MATLAB's edge() takes them. In plain loops:
 * hysteresis follows chains of any length, and every backend gets the same edges.
 */

const SIGMA = 1;
const RADIUS = 4;
/** The low threshold of the hysteresis as a share of the high one. */
const LOW_SHARE = 0.4;

/** 1 at the edges of a map of width * height samples, 0 elsewhere; `threshold` in (0, 1). */
export function cannyEdges(
  map: Float32Array,
  width: number,
  height: number,
  threshold: number,
): Uint8Array {
  const smooth = blur(map, width, height);
  const gx = new Float64Array(map.length);
  const gy = new Float64Array(map.length);
  const at = (x: number, y: number): number => smooth[clamp(y, height) * width + clamp(x, width)]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      gx[y * width + x] = (at(x + 1, y) - at(x - 1, y)) / 2;
      gy[y * width + x] = (at(x, y + 1) - at(x, y - 1)) / 2;
    }
  }
  const strongest = gx.reduce((most, value, i) => Math.max(most, Math.hypot(value, gy[i]!)), 0);
  // Below a hundredth of a level a gradient is the rounding of a flat map.
  if (strongest < 0.01) return new Uint8Array(map.length);
  return follow(ridges(gx, gy, width, height), width, height, threshold * strongest);
}

/** Gradient strength where it is largest across its own direction, 0 elsewhere. */
function ridges(gx: Float64Array, gy: Float64Array, width: number, height: number): Float64Array {
  const strength = gx.map((value, i) => Math.hypot(value, gy[i]!));
  const ridge = new Float64Array(strength.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const own = strength[i]!;
      if (own === 0) continue;
      const right = Math.sign(gx[i]!);
      const down = Math.sign(gy[i]!) * width;
      const [steepX, steepY] = [Math.abs(gx[i]!), Math.abs(gy[i]!)];
      const straight = steepX >= steepY ? right : down;
      const share = Math.min(steepX, steepY) / Math.max(steepX, steepY);
      // One step along the gradient ends between the straight and the diagonal neighbour.
      const ahead = (sign: number): number =>
        (1 - share) * strength[i + sign * straight]! + share * strength[i + sign * (right + down)]!;
      // One side strictly: of two equal neighbours across an edge one is the ridge, not none.
      if (own > ahead(1) && own >= ahead(-1)) ridge[i] = own;
    }
  }
  return ridge;
}

/** Ridges of at least `high`, and those of LOW_SHARE of it that a chain of such leads to. */
function follow(ridge: Float64Array, width: number, height: number, high: number): Uint8Array {
  const edges = new Uint8Array(ridge.length);
  const waiting: number[] = [];
  const mark = (i: number): void => {
    edges[i] = 1;
    waiting.push(i);
  };
  ridge.forEach((strength, i) => {
    if (strength >= high) mark(i);
  });
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    const [x, y] = [i % width, Math.floor(i / width)];
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const next = v * width + u;
        if (edges[next] === 0 && ridge[next]! >= LOW_SHARE * high) mark(next);
      }
    }
  }
  return edges;
}

/** Gaussian of SIGMA along both axes; the border is repeated. */
function blur(map: Float32Array, width: number, height: number): Float64Array {
  const across = blurLines(map, height, width, width, 1);
  return blurLines(across, width, height, 1, width);
}

/** Every line of `length` samples `step` apart; the lines themselves start `stride` apart. */
function blurLines(
  map: ArrayLike<number>,
  lines: number,
  length: number,
  stride: number,
  step: number,
): Float64Array {
  const weights = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const out = new Float64Array(map.length);
  for (let line = 0; line < lines; line++) {
    for (let x = 0; x < length; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) {
        sum += weights[i]! * map[line * stride + clamp(x + i - RADIUS, length) * step]!;
      }
      out[line * stride + x * step] = sum / total;
    }
  }
  return out;
}

function clamp(position: number, size: number): number {
  return Math.min(size - 1, Math.max(0, position));
}
