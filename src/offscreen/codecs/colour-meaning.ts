import type { Codecs } from './codecs';
import { srgbProfile } from './srgb-profile';

/**
 * In linear light. Gamma 2.2 is 0.0084 away from the sRGB curve, the approximation in Facebook's small
 * profile less; gamma 1.8 (ProPhoto, old Macintosh profiles) is 0.08 away, Display P3's colours more.
 */
const TOLERANCE = 0.012;

/** Levels of each channel that are looked at, in all their combinations. */
const LEVELS = [0, 51, 102, 153, 204, 255];

/**
 * Whether pixels under this profile mean about what they would mean without one, so that the engine
 * may take them as they are. Decided by what Little CMS makes of sample colours, never by the name of
 * the profile: names are free text. Throws 'unsupported-colour' for a profile that it refuses.
 */
export async function isNearSrgb(
  profile: Uint8Array,
  isGrey: boolean,
  codecs: Codecs,
): Promise<boolean> {
  const samples = isGrey ? greySamples() : colourSamples();
  const converted = await codecs.convertColours(samples, profile, srgbProfile(), isGrey);
  for (let at = 0; at < converted.length; at += 1) {
    if (at % 4 === 3) continue;
    const stored = isGrey ? samples[at >> 2]! : samples[at]!;
    if (Math.abs(linear(stored) - linear(converted[at]!)) > TOLERANCE) return false;
  }
  return true;
}

/** Linear light in [0, 1] of a stored 8-bit sRGB value (IEC 61966-2-1). */
function linear(level: number): number {
  const stored = level / 255;
  return stored <= 0.04045 ? stored / 12.92 : ((stored + 0.055) / 1.055) ** 2.4;
}

function greySamples(): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 256 }, (_, level) => level);
}

function colourSamples(): Uint8ClampedArray {
  const greys = [...greySamples()].flatMap((level) => [level, level, level, 255]);
  const mixed = LEVELS.flatMap((red) =>
    LEVELS.flatMap((green) => LEVELS.flatMap((blue) => [red, green, blue, 255])),
  );
  return Uint8ClampedArray.from([...greys, ...mixed]);
}
