import { viewOf } from './byte-access';
import { unsupportedProfile } from './icc-profile';
import { coloursOfCodePoints, profileOfColours } from './numbered-colours';

/** Colours that are sRGB's, or not said: ITU-T H.273, table 2. 5 and 6 are close to it and common. */
const STANDARD_PRIMARIES = [1, 2, 5, 6];
/** Table 3: not said, sRGB's curve, and those of television, which with such primaries are shown as it. */
const STANDARD_TRANSFERS = [1, 2, 6, 13, 14, 15];
/** The properties of a picture lie in its first box but one, in nearly every file at the start. */
const SEARCHED_BYTES = 1 << 20;

/**
 * For HEIF and AVIF without an ICC profile: what the `colr` boxes of the kind `nclx` (ISO/IEC
 * 14496-12, 12.1.5) say, as a profile, null for sRGB: the decoder does not ask. Throws
 * 'unsupported-colour' for HDR (PQ, HLG), for numbers on which viewers disagree, and where pictures of
 * one file (a preview, a gain map) have different colours.
 */
export function isoProfile(bytes: Uint8Array, isGrey: boolean): Uint8Array | null {
  const [first, ...others] = codePointsOf(bytes).map(wideOnly);
  if (others.some((other) => String(other) !== String(first))) throw unsupportedProfile();
  // More than 8 bits are common here, and the header that says so is not read.
  const colours = first && coloursOfCodePoints(...first);
  return colours ? profileOfColours(colours, { isGrey, isDeep: true }) : null;
}

type CodePoints = readonly [primaries: number, transfer: number];

function wideOnly(codePoints: CodePoints): CodePoints | null {
  const [primaries, transfer] = codePoints;
  const isStandard =
    STANDARD_PRIMARIES.includes(primaries) && STANDARD_TRANSFERS.includes(transfer);
  return isStandard ? null : codePoints;
}

function codePointsOf(bytes: Uint8Array): CodePoints[] {
  const head = bytes.subarray(0, SEARCHED_BYTES);
  const text = new TextDecoder('latin1').decode(head);
  const view = viewOf(head);
  const found: CodePoints[] = [];
  for (let at = text.indexOf('colrnclx'); at >= 0; at = text.indexOf('colrnclx', at + 8)) {
    if (at + 12 > head.length) break;
    found.push([view.getUint16(at + 8), view.getUint16(at + 10)]);
  }
  return found;
}
