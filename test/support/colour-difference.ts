import type { Photo } from '../../src/engine/photo';
import { ciede2000, type Lab } from './ciede2000';

export interface ColourDifference {
  readonly mean: number;
  /** What 99 of 100 are not above. */
  readonly most: number;
}

interface Comparison {
  /**
   * Of the squares that are compared, in pixels. 1 sees each pixel, noise included; more the colour
   * that a square has from further away: the mean of its light.
   */
  readonly side?: number;
  /** Whether the square with this corner counts; all do without it. */
  readonly counts?: (left: number, top: number) => boolean;
  readonly primaries?: keyof typeof TO_XYZ;
}

/** CIEDE2000 between two opaque photos of one size, in sRGB or Display P3. */
export function colourDifference(
  a: Photo,
  b: Photo,
  { side = 1, counts = () => true, primaries = 'srgb' }: Comparison = {},
): ColourDifference {
  if (a.width !== b.width || a.height !== b.height) return { mean: Infinity, most: Infinity };
  const differences: number[] = [];
  for (let top = 0; top + side <= a.height; top += side) {
    for (let left = 0; left + side <= a.width; left += side) {
      if (!counts(left, top)) continue;
      const [one, other] = [a, b].map((photo) =>
        labOf(meanLight(photo, left, top, side), primaries),
      );
      differences.push(ciede2000(one!, other!));
    }
  }
  differences.sort((one, other) => one - other);
  const sum = differences.reduce((total, value) => total + value, 0);
  return {
    mean: sum / differences.length,
    most: differences[Math.floor(0.99 * differences.length)] ?? NaN,
  };
}

type Light = readonly [red: number, green: number, blue: number];

/** Linear light of each 8-bit value, in sRGB and Display P3 alike (IEC 61966-2-1). */
const LINEAR = Float64Array.from({ length: 256 }, (_, level) => {
  const stored = level / 255;
  return stored <= 0.04045 ? stored / 12.92 : ((stored + 0.055) / 1.055) ** 2.4;
});

function meanLight({ width, data }: Photo, left: number, top: number, side: number): Light {
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < top + side; y += 1) {
    for (let x = left; x < left + side; x += 1) {
      const at = 4 * (y * width + x);
      red += LINEAR[data[at]!]!;
      green += LINEAR[data[at + 1]!]!;
      blue += LINEAR[data[at + 2]!]!;
    }
  }
  const count = side * side;
  return [red / count, green / count, blue / count];
}

/** Linear RGB to XYZ: IEC 61966-2-1; SMPTE EG 432-1, whose curve in Display P3 is that of sRGB. */
const TO_XYZ = {
  srgb: [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339, 0.119192, 0.9503041],
  ],
  'display-p3': [
    [0.4865709, 0.2656677, 0.1982173],
    [0.2289746, 0.6917385, 0.0792869],
    [0, 0.0451134, 1.0439444],
  ],
} as const;

/** With white, D65, as the white of the scale. */
function labOf([red, green, blue]: Light, primaries: keyof typeof TO_XYZ): Lab {
  const [x, y, z] = TO_XYZ[primaries].map(([r, g, b]) =>
    compressed((r * red + g * green + b * blue) / (r + g + b)),
  );
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

/** CIE 15:2004, 8.2.1.1. */
function compressed(share: number): number {
  return share > (6 / 29) ** 3 ? Math.cbrt(share) : (share * (29 / 6) ** 2) / 3 + 4 / 29;
}
