/** A point in pixels; pixel centres lie at integer + 0.5. */
export type Point = readonly [x: number, y: number];

/**
 * A similarity transform without reflection:
 * x' = a * x - b * y + tx, y' = b * x + a * y + ty. Its scale is hypot(a, b).
 */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export function applySimilarity(t: Similarity, [x, y]: Point): Point {
  return [t.a * x - t.b * y + t.tx, t.b * x + t.a * y + t.ty];
}

/** The transform that undoes `t`. Its scale must not be zero. */
export function invertSimilarity(t: Similarity): Similarity {
  const square = t.a * t.a + t.b * t.b;
  const a = t.a / square;
  const b = -t.b / square;
  return { a, b, tx: -(a * t.tx - b * t.ty), ty: -(b * t.tx + a * t.ty) };
}

/** First `inner`, then `outer`. */
export function composeSimilarity(outer: Similarity, inner: Similarity): Similarity {
  const [tx, ty] = applySimilarity(outer, [inner.tx, inner.ty]);
  return {
    a: outer.a * inner.a - outer.b * inner.b,
    b: outer.b * inner.a + outer.a * inner.b,
    tx,
    ty,
  };
}

export function similarityScale(t: Similarity): number {
  return Math.hypot(t.a, t.b);
}

/**
 * The least-squares similarity that takes `from` to `to`, at least two points each, in the same
 * order. Umeyama 1991 (https://doi.org/10.1109/34.88573); in the plane and without reflection it
 * has this closed form.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const [fx, fy] = centroid(from);
  const [gx, gy] = centroid(to);
  let square = 0;
  let dot = 0;
  let cross = 0;
  from.forEach(([x, y], i) => {
    const [u, v] = to[i] ?? [x, y];
    square += (x - fx) ** 2 + (y - fy) ** 2;
    dot += (x - fx) * (u - gx) + (y - fy) * (v - gy);
    cross += (x - fx) * (v - gy) - (y - fy) * (u - gx);
  });
  const a = dot / square;
  const b = cross / square;
  return { a, b, tx: gx - (a * fx - b * fy), ty: gy - (b * fx + a * fy) };
}

function centroid(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point[0];
    y += point[1];
  }
  return [x / points.length, y / points.length];
}
