/** CIE 1976 L*, a*, b*. */
export type Lab = readonly [lightness: number, a: number, b: number];

const DEGREE = Math.PI / 180;
/** 25 to the seventh: where chroma is as good as full. */
const FULL = 25 ** 7;

/**
 * The CIEDE2000 difference of two colours, all weights 1; about 1 is the least that an eye can see.
 * After Sharma, Wu and Dalal 2005, equations 2 to 22 (doi 10.1002/col.20070).
 */
export function ciede2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const g = 0.5 * (1 - saturation((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2));
  const [x1, x2] = [(1 + g) * a1, (1 + g) * a2];
  const [c1, c2] = [Math.hypot(x1, b1), Math.hypot(x2, b2)];
  const [h1, h2] = [hue(x1, b1), hue(x2, b2)];
  const isGrey = c1 * c2 === 0;
  const turn = isGrey ? 0 : shortest(h2 - h1);

  const light = (l1 + l2) / 2;
  const chroma = (c1 + c2) / 2;
  const tone = isGrey ? h1 + h2 : meanHue(h1, h2);
  const t =
    1 -
    0.17 * cosine(tone - 30) +
    0.24 * cosine(2 * tone) +
    0.32 * cosine(3 * tone + 6) -
    0.2 * cosine(4 * tone - 63);
  const fromMiddle = (light - 50) ** 2;
  const lightness = (l2 - l1) / (1 + (0.015 * fromMiddle) / Math.sqrt(20 + fromMiddle));
  const colourfulness = (c2 - c1) / (1 + 0.045 * chroma);
  const hueDifference =
    (2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * DEGREE)) / (1 + 0.015 * chroma * t);
  const blue = 30 * Math.exp(-(((tone - 275) / 25) ** 2));
  const rotation = -Math.sin(2 * blue * DEGREE) * 2 * saturation(chroma);
  return Math.sqrt(
    lightness ** 2 +
      colourfulness ** 2 +
      hueDifference ** 2 +
      rotation * colourfulness * hueDifference,
  );
}

function saturation(chroma: number): number {
  return Math.sqrt(chroma ** 7 / (chroma ** 7 + FULL));
}

/** Degrees in [0, 360); 0 for grey. */
function hue(a: number, b: number): number {
  return (Math.atan2(b, a) / DEGREE + 360) % 360;
}

/** The same turn the short way round, in [-180, 180]. */
function shortest(turn: number): number {
  if (turn > 180) return turn - 360;
  return turn < -180 ? turn + 360 : turn;
}

function meanHue(h1: number, h2: number): number {
  const sum = h1 + h2;
  if (Math.abs(h1 - h2) <= 180) return sum / 2;
  return (sum < 360 ? sum + 360 : sum - 360) / 2;
}

function cosine(degrees: number): number {
  return Math.cos(degrees * DEGREE);
}
