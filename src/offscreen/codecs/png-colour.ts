import { zlibSync } from 'fflate';
import { asciiBytes, concatBytes, viewOf } from './byte-access';
import { unsupportedProfile } from './icc-profile';
import { inflate } from './inflate';
import { corruptFile, parseGuarded } from './parse-guard';
import { pngChunkData, type PngHeader } from './png-header';

/** Real profiles are a few kilobytes; display profiles with tables reach about one megabyte. */
const MAX_PROFILE_BYTES = 4 << 20;

/** White point and primaries of sRGB as cHRM stores them, in units of 1 / 100000. */
const SRGB_CHROMATICITIES = [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000];
const CHROMATICITY_TOLERANCE = 1000;
/** sRGB is written as 1 / 2.2; 2 % covers what writers round it to. */
const SRGB_GAMMA = 45455;
const GAMMA_TOLERANCE = 910;

/**
 * The profile that says what the pixels mean, null for sRGB. The chunks are asked in the order in which
 * they overrule each other (PNG third edition, 4.3): cICP, iCCP, sRGB, then gAMA with cHRM.
 * Throws 'unsupported-colour' for what only cICP, gAMA or cHRM say unless that is sRGB.
 */
export function pngProfile(header: PngHeader): Uint8Array | null {
  return parseGuarded(() => {
    const codePoints = pngChunkData(header, 'cICP');
    // BT.709 primaries, sRGB transfer, RGB, full range (ITU-T H.273).
    const saysSrgb = [1, 13, 0, 1].every((value, index) => codePoints?.[index] === value);
    if (codePoints && !saysSrgb) throw unsupportedProfile();
    const profile = codePoints ? null : pngIccProfile(header);
    if (!codePoints && !profile && !isSrgbByNumbers(header)) throw unsupportedProfile();
    return profile;
  });
}

function isSrgbByNumbers(header: PngHeader): boolean {
  if (pngChunkData(header, 'sRGB')) return true;
  const gamma = pngChunkData(header, 'gAMA');
  if (gamma && Math.abs(viewOf(gamma).getUint32(0) - SRGB_GAMMA) > GAMMA_TOLERANCE) return false;
  const chromaticities = pngChunkData(header, 'cHRM');
  if (!chromaticities || header.isGrey) return true;
  const view = viewOf(chromaticities);
  return SRGB_CHROMATICITIES.every(
    (value, index) => Math.abs(view.getUint32(4 * index) - value) <= CHROMATICITY_TOLERANCE,
  );
}

/** The inflated profile of iCCP (name, 0, method 0, zlib stream), or null. */
export function pngIccProfile(header: PngHeader): Uint8Array | null {
  const chunk = pngChunkData(header, 'iCCP');
  if (!chunk) return null;
  const nameEnd = chunk.indexOf(0);
  if (nameEnd < 1 || chunk[nameEnd + 1] !== 0) throw corruptFile('The PNG profile is broken.');
  return inflate(chunk.subarray(nameEnd + 2), MAX_PROFILE_BYTES);
}

/** iCCP data: name 'ICC', 0, method 0, the compressed profile. */
export function pngIccPayload(profile: Uint8Array): Uint8Array {
  return concatBytes([asciiBytes('ICC\0\0'), zlibSync(profile)]);
}
