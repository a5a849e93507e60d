import { viewOf } from './byte-access';
import { SRGB, type Chromaticities, type Point } from './chromaticities';
import { unsupportedProfile } from './icc-profile';
import { coloursOfCodePoints, type NumberedColours } from './numbered-colours';
import { pngChunkData, type PngHeader } from './png-header';

/** What cICP says; null for sRGB. Throws 'unsupported-colour'. */
export function namedColours(codePoints: Uint8Array): NumberedColours | null {
  const [primaries = 0, transfer = 0, matrix, isFullRange] = codePoints;
  if (matrix !== 0 || isFullRange !== 1) throw unsupportedProfile();
  return coloursOfCodePoints(primaries, transfer);
}

/** Of gAMA and cHRM, which store 100000 for 1. */
const ONE = 100_000;
/** sRGB is written as gAMA 1 / 2.2; 2 % covers what writers round it to. */
const SRGB_GAMMA = 45_455;
const GAMMA_TOLERANCE = 910;
/** In units of x and y. */
const CHROMATICITY_TOLERANCE = 0.01;
/** From linear light to what no display has. */
const [LEAST_GAMMA, MOST_GAMMA] = [1, 4];

/**
 * What gAMA and cHRM say; null for sRGB. gAMA alone goes with the primaries of sRGB, and means sRGB
 * itself near 1 / 2.2. cHRM alone is heeded by some viewers and not by others, so it has to say sRGB.
 * Throws 'unsupported-colour'.
 */
export function measuredColours(header: PngHeader): NumberedColours | null {
  const stored = storedGamma(header);
  const chromaticities = storedChromaticities(header);
  if (stored === null) {
    if (chromaticities !== null && !areNearSrgb(chromaticities)) throw unsupportedProfile();
    return null;
  }
  const isNearSrgb = Math.abs(stored - SRGB_GAMMA) <= GAMMA_TOLERANCE;
  if (isNearSrgb && chromaticities === null) return null;
  const gamma = ONE / stored;
  if (gamma < LEAST_GAMMA || gamma > MOST_GAMMA) throw unsupportedProfile();
  return { chromaticities: chromaticities ?? SRGB, gamma };
}

/** 0 means nothing, and is written by mistake (PNG third edition, 11.3.2.2). */
function storedGamma(header: PngHeader): number | null {
  const chunk = pngChunkData(header, 'gAMA');
  return (chunk && viewOf(chunk).getUint32(0)) || null;
}

function storedChromaticities(header: PngHeader): Chromaticities | null {
  const chunk = pngChunkData(header, 'cHRM');
  if (chunk === undefined || header.isGrey) return null;
  const view = viewOf(chunk);
  const point = (at: number): Point => [view.getUint32(at) / ONE, view.getUint32(at + 4) / ONE];
  return { white: point(0), red: point(8), green: point(16), blue: point(24) };
}

function areNearSrgb({ white, red, green, blue }: Chromaticities): boolean {
  const found = [white, red, green, blue].flat();
  return [SRGB.white, SRGB.red, SRGB.green, SRGB.blue]
    .flat()
    .every((value, index) => Math.abs(value - found[index]!) <= CHROMATICITY_TOLERANCE);
}
