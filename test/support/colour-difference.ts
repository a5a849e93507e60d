import type { Photo } from '../../src/engine/photo';
import { ciede2000, type Lab } from './ciede2000';

export interface ColourDifference {
  readonly mean: number;
  /** What 99 of 100 are not above. */
  readonly most: number;
}

/**
 * CIEDE2000 between two opaque sRGB photos of one size, over the squares of `side` pixels that count
 * (`left`, `top`: a square's corner). With 1 it sees each pixel, noise included; with more the colour
 * that a square has from further away: the mean of its light.
 */
export function colourDifference(
  a: Photo,
  b: Photo,
  side: number,
  counts: (left: number, top: number) => boolean = () => true,
): ColourDifference {
  if (a.width !== b.width || a.height !== b.height) return { mean: Infinity, most: Infinity };
  const differences: number[] = [];
  for (let top = 0; top + side <= a.height; top += side) {
    for (let left = 0; left + side <= a.width; left += side) {
      if (!counts(left, top)) continue;
      const [one, other] = [a, b].map((photo) => labOf(meanLight(photo, left, top, side)));
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

/** Linear light of each 8-bit sRGB value (IEC 61966-2-1). */
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

/** Linear sRGB to XYZ (IEC 61966-2-1). */
const TO_XYZ = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
] as const;

/** With white, D65, as the white of the scale. */
function labOf([red, green, blue]: Light): Lab {
  const [x, y, z] = TO_XYZ.map(([r, g, b]) =>
    compressed((r * red + g * green + b * blue) / (r + g + b)),
  );
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

/** CIE 15:2004, 8.2.1.1. */
function compressed(share: number): number {
  return share > (6 / 29) ** 3 ? Math.cbrt(share) : (share * (29 / 6) ** 2) / 3 + 4 / 29;
}
