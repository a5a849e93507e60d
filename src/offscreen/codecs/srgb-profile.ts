import { matrixProfile, srgbCurve, type Colorants } from './icc-build';

/** sRGB primaries adapted to D50 (IEC 61966-2-1 with Bradford), as the ICC's own profile has them. */
const COLORANTS: Colorants = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
];

/** A colour profile that says sRGB, for the colour engine; it is in no output. */
export function srgbProfile(): Uint8Array {
  return matrixProfile(COLORANTS, srgbCurve());
}
