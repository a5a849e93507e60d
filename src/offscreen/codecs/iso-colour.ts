import { viewOf } from './byte-access';
import { unsupportedProfile } from './icc-profile';

/** Colours that are sRGB's, or not said: ITU-T H.273, table 2. 5 and 6 are close to it and common. */
const PRIMARIES = [1, 2, 5, 6];
/** PQ and HLG: brighter than white, and grey when shown without that (table 3). */
const HDR_TRANSFERS = [16, 18];
/** The properties of a picture lie in its first box but one, in nearly every file at the start. */
const SEARCHED_BYTES = 1 << 20;

/**
 * For HEIF and AVIF without an ICC profile. Throws 'unsupported-colour' when a `colr` box of the kind
 * `nclx` (ISO/IEC 14496-12, 12.1.5) says anything but the colours of sRGB: the decoder does not ask.
 */
export function requireStandardColours(bytes: Uint8Array): void {
  const head = bytes.subarray(0, SEARCHED_BYTES);
  const text = new TextDecoder('latin1').decode(head);
  const view = viewOf(head);
  for (let at = text.indexOf('colrnclx'); at >= 0; at = text.indexOf('colrnclx', at + 8)) {
    if (at + 12 > head.length) return;
    const isStandard = PRIMARIES.includes(view.getUint16(at + 8));
    if (!isStandard || HDR_TRANSFERS.includes(view.getUint16(at + 10))) throw unsupportedProfile();
  }
}
