import { D50, type Colorants, type Xyz } from './icc-build';

/** x and y of CIE 1931. */
export type Point = readonly [x: number, y: number];

export interface Chromaticities {
  readonly white: Point;
  readonly red: Point;
  readonly green: Point;
  readonly blue: Point;
}

const D65: Point = [0.3127, 0.329];

export const SRGB: Chromaticities = {
  white: D65,
  red: [0.64, 0.33],
  green: [0.3, 0.6],
  blue: [0.15, 0.06],
};
/** SMPTE EG 432-1. */
export const DISPLAY_P3: Chromaticities = {
  white: D65,
  red: [0.68, 0.32],
  green: [0.265, 0.69],
  blue: [0.15, 0.06],
};
/** ITU-R BT.2020. */
export const BT2020: Chromaticities = {
  white: D65,
  red: [0.708, 0.292],
  green: [0.17, 0.797],
  blue: [0.131, 0.046],
};

type Matrix = readonly [Xyz, Xyz, Xyz];

/** XYZ to the responses in which whites are adapted (ICC.1:2022, annex E: Bradford). */
const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/**
 * The colorants of an ICC profile for these primaries: as much of each as makes the white, adapted
 * from that white to D50. Null where they make no colour space: points on one line, or a y of 0.
 */
export function colorantsOf({ white, red, green, blue }: Chromaticities): Colorants | null {
  const primaries = [red, green, blue].map(xyzOf) as unknown as Matrix;
  const whiteXyz = xyzOf(white);
  const amounts = solve(transpose(primaries), whiteXyz);
  const from = times(BRADFORD, whiteXyz);
  const to = times(BRADFORD, D50);
  const colorants = primaries.map((primary, index) => {
    const cone = times(BRADFORD, scaled(primary, amounts[index]!));
    return solve(BRADFORD, [
      (cone[0] * to[0]) / from[0],
      (cone[1] * to[1]) / from[1],
      (cone[2] * to[2]) / from[2],
    ]);
  }) as unknown as Matrix;
  // What an ICC profile can say of a colour.
  const isSpace = colorants.flat().every((value) => Math.abs(value) < 4);
  return isSpace ? colorants : null;
}

function xyzOf([x, y]: Point): Xyz {
  return [x / y, 1, (1 - x - y) / y];
}

function scaled([x, y, z]: Xyz, by: number): Xyz {
  return [x * by, y * by, z * by];
}

function dot(a: Xyz, b: Xyz): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Xyz, b: Xyz): Xyz {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function times([first, second, third]: Matrix, vector: Xyz): Xyz {
  return [dot(first, vector), dot(second, vector), dot(third, vector)];
}

function transpose([a, b, c]: Matrix): Matrix {
  return [
    [a[0], b[0], c[0]],
    [a[1], b[1], c[1]],
    [a[2], b[2], c[2]],
  ];
}

/** The vector of which the matrix makes `wanted` (Cramer's rule); not finite for a singular one. */
function solve(matrix: Matrix, wanted: Xyz): Xyz {
  const [a, b, c] = transpose(matrix);
  const volume = dot(a, cross(b, c));
  return [
    dot(wanted, cross(b, c)) / volume,
    dot(a, cross(wanted, c)) / volume,
    dot(a, cross(b, wanted)) / volume,
  ];
}
