import { zlibSync } from 'fflate';
import { asciiBytes, concatBytes } from './byte-access';
import { inflate } from './inflate';
import { profileOfColours, type NumberedColours } from './numbered-colours';
import { corruptFile, parseGuarded } from './parse-guard';
import { pngChunkData, type PngHeader } from './png-header';
import { measuredColours, namedColours } from './png-numbers';

/** Real profiles are a few kilobytes; display profiles with tables reach about one megabyte. */
const MAX_PROFILE_BYTES = 4 << 20;

/**
 * The profile that says what the pixels mean, null for sRGB. The chunks are asked in the order in which
 * they overrule each other (PNG third edition, 4.3): cICP, iCCP, sRGB, then gAMA with cHRM. What
 * numbers say becomes a profile (numbered-colours.ts). Throws 'unsupported-colour' for numbers on
 * which viewers disagree, or that 8 bits cannot hold.
 */
export function pngProfile(header: PngHeader): Uint8Array | null {
  return parseGuarded(() => {
    const codePoints = pngChunkData(header, 'cICP');
    if (codePoints) return profileOf(namedColours(codePoints), header);
    const embedded = pngIccProfile(header);
    if (embedded || pngChunkData(header, 'sRGB')) return embedded;
    return profileOf(measuredColours(header), header);
  });
}

function profileOf(
  colours: NumberedColours | null,
  { isGrey, depth }: PngHeader,
): Uint8Array | null {
  return colours && profileOfColours(colours, { isGrey, isDeep: depth === 16 });
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
