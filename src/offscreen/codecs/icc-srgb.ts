import type { Colorant, IccProfile } from './icc-profile';
import type { ToneCurve } from './icc-tone-curve';

/** sRGB primaries adapted to D50, as in the HP and ICC profiles (IEC 61966-2-1 with Bradford). */
const SRGB_COLORANTS: readonly [Colorant, Colorant, Colorant] = [
  [0.4361, 0.2225, 0.0139],
  [0.3851, 0.7169, 0.0971],
  [0.1431, 0.0606, 0.7141],
];

/**
 * Rounding and the adaptation method move sRGB colorants by up to 0.004 between vendors; the nearest
 * other space in photos (Display P3) is 0.08 away.
 */
const COLORANT_TOLERANCE = 0.01;

/**
 * In linear light. Gamma 2.2 is 0.0084 away from the sRGB curve, the approximation in Facebook's small
 * profile less; gamma 1.8 (ProPhoto, old Macintosh profiles) is 0.08 away.
 */
const CURVE_TOLERANCE = 0.012;

/** Linear light of a stored sRGB value, both in [0, 1] (IEC 61966-2-1). */
export function srgbToLinear(stored: number): number {
  return stored <= 0.04045 ? stored / 12.92 : ((stored + 0.055) / 1.055) ** 2.4;
}

/**
 * Whether pixels under this profile mean what they would mean without one. Decided by the numbers in
 * the profile, never by its name: names are free text. A grey profile is right only for a grey photo.
 */
export function isSrgbProfile(profile: IccProfile, isGreyPhoto: boolean): boolean {
  if (profile.space === 'grey') return isGreyPhoto && isSrgbCurve(profile.curve);
  const sameColorants = profile.colorants.every((colorant, channel) =>
    colorant.every(
      (value, axis) => Math.abs(value - SRGB_COLORANTS[channel]![axis]!) <= COLORANT_TOLERANCE,
    ),
  );
  return sameColorants && profile.curves.every(isSrgbCurve);
}

function isSrgbCurve(curve: ToneCurve): boolean {
  for (let level = 0; level <= 255; level += 1) {
    const stored = level / 255;
    const difference = Math.abs(curve(stored) - srgbToLinear(stored));
    // Written so that NaN fails.
    if (!(difference <= CURVE_TOLERANCE)) return false;
  }
  return true;
}
