import { UnnoticedError } from '../../shared/errors';
import { concatBytes, viewOf } from './byte-access';
import { isSrgbProfile } from './icc-srgb';
import { readIccProfile } from './icc-profile';
import { inflateZlib } from './inflate';
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
 * Throws 'unsupported-colour' unless the pixels are sRGB. The chunks are asked in the order in which
 * they overrule each other (PNG third edition, 4.3): cICP, iCCP, sRGB, then gAMA with cHRM.
 */
export function requireSrgbPng(header: PngHeader): void {
  if (!parseGuarded(() => isSrgbPng(header))) {
    throw new UnnoticedError('unsupported-colour', 'The colours of the PNG are not sRGB.');
  }
}

function isSrgbPng(header: PngHeader): boolean {
  const codePoints = pngChunkData(header, 'cICP');
  // BT.709 primaries, sRGB transfer, RGB, full range (ITU-T H.273).
  if (codePoints) return [1, 13, 0, 1].every((value, index) => codePoints[index] === value);
  const profile = pngIccProfile(header);
  if (profile) return isSrgbProfile(readIccProfile(profile), header.isGrey);
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
  return inflateZlib(chunk.subarray(nameEnd + 2), MAX_PROFILE_BYTES);
}

/** iCCP data with an uncompressed zlib stream, for a profile of at most 65535 bytes. */
export function pngIccPayload(profile: Uint8Array): Uint8Array {
  const head = new Uint8Array(12);
  // Name 'ICC', 0, method 0; zlib header 0x7801; final stored block; length and its complement.
  head.set([0x49, 0x43, 0x43, 0, 0, 0x78, 0x01, 0x01]);
  const view = viewOf(head);
  view.setUint16(8, profile.length, true);
  view.setUint16(10, ~profile.length & 0xffff, true);
  const tail = new Uint8Array(4);
  viewOf(tail).setUint32(0, adler32(profile));
  return concatBytes([head, profile, tail]);
}

/** Checksum of a zlib stream (RFC 1950, section 9). */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}
