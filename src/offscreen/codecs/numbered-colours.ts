import { BT2020, colorantsOf, DISPLAY_P3, SRGB, type Chromaticities } from './chromaticities';
import { gammaCurve, greyProfile, matrixProfile, srgbCurve } from './icc-build';
import { unsupportedProfile } from './icc-profile';

/** What numbers in a file say of its colours, where that is not plain sRGB. */
export interface NumberedColours {
  readonly chromaticities: Chromaticities;
  /** Stored to this power is linear light. */
  readonly gamma: number | 'srgb';
}

/** ITU-T H.273, table 2. */
const PRIMARIES: Readonly<Record<number, Chromaticities>> = { 1: SRGB, 9: BT2020, 12: DISPLAY_P3 };
/**
 * Table 3. The curves of television (1, 6, 14, 15) are left out: viewers differ on what undoes them.
 * PQ and HLG (16, 18) are HDR.
 */
const TRANSFERS: Readonly<Record<number, number | 'srgb'>> = { 4: 2.2, 8: 1, 13: 'srgb' };

/** Nearer to linear light the shadows of more than 8 bits would come out in bands. */
const LEAST_GAMMA_OF_8_BITS = 1.7;

/** What two code points say; null for sRGB. Throws 'unsupported-colour'. */
export function coloursOfCodePoints(primaries: number, transfer: number): NumberedColours | null {
  const chromaticities = PRIMARIES[primaries];
  const gamma = TRANSFERS[transfer];
  if (chromaticities === undefined || gamma === undefined) throw unsupportedProfile();
  return chromaticities === SRGB && gamma === 'srgb' ? null : { chromaticities, gamma };
}

/**
 * A profile that says what the numbers say: it means the same to every viewer. `isDeep`: the picture
 * has more than 8 bits a channel. Throws 'unsupported-colour' for what 8 bits cannot hold, and for
 * primaries that make no colour space.
 */
export function profileOfColours(
  { gamma, chromaticities }: NumberedColours,
  { isGrey, isDeep }: { readonly isGrey: boolean; readonly isDeep: boolean },
): Uint8Array {
  if (isDeep && gamma !== 'srgb' && gamma < LEAST_GAMMA_OF_8_BITS) throw unsupportedProfile();
  const curve = gamma === 'srgb' ? srgbCurve() : gammaCurve(gamma);
  if (isGrey) return greyProfile(curve);
  const colorants = colorantsOf(chromaticities);
  if (colorants === null) throw unsupportedProfile();
  return matrixProfile(colorants, curve);
}
