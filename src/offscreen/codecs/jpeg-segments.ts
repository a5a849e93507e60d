import { corruptFile } from './parse-guard';

/** One marker segment. For SOS, `bytes` holds the entropy-coded data of the scan as well. */
export interface JpegSegment {
  /** Second byte of the marker, e.g. 0xDB for DQT. */
  readonly marker: number;
  /** The whole segment, from its 0xFF on; a view into the file. */
  readonly bytes: Uint8Array;
  /** What follows the length field, without entropy-coded data; a view into the file. */
  readonly payload: Uint8Array;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;

/** libjpeg-turbo's own fuzzers stop here: more scans are a way to burn hours, not a photo. */
const MAX_SCANS = 500;

/**
 * Splits a JPEG into its segments, SOI and EOI left out; `end` is the offset after EOI.
 * Bytes between segments that belong to none are skipped, as every decoder does.
 * Throws 'corrupt-file' when EOI is missing: such a file would decode to a half grey picture.
 */
export function readJpegSegments(bytes: Uint8Array): { segments: JpegSegment[]; end: number } {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) throw corruptFile('The JPEG does not start as one.');
  const segments: JpegSegment[] = [];
  let scans = 0;
  let at = 2;
  for (;;) {
    at = nextMarker(bytes, at);
    if (at < 0) throw corruptFile('The JPEG ends too early.');
    const marker = bytes[at + 1]!;
    if (marker === EOI) return { segments, end: at + 2 };
    if (marker === SOI) throw corruptFile('A JPEG starts inside the JPEG.');
    if (marker === TEM) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) throw corruptFile('The JPEG ends too early.');
    const payloadEnd = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (payloadEnd < at + 4 || payloadEnd > bytes.length) {
      throw corruptFile('A JPEG segment has an impossible length.');
    }
    let end = payloadEnd;
    if (marker === SOS) {
      scans += 1;
      if (scans > MAX_SCANS) throw corruptFile('The JPEG has too many scans.');
      const next = nextMarker(bytes, payloadEnd);
      end = next < 0 ? bytes.length : next;
    }
    segments.push({
      marker,
      bytes: bytes.subarray(at, end),
      payload: bytes.subarray(at + 4, payloadEnd),
    });
    at = end;
  }
}

/**
 * Offset of the next marker at or after `from`, -1 if there is none. Stuffed 0xFF00, restart markers
 * and fill bytes (0xFF before a marker) are data, not markers.
 */
function nextMarker(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && at + 1 < bytes.length) {
    const code = bytes[at + 1]!;
    if (code !== 0x00 && code !== 0xff && (code < 0xd0 || code > 0xd7)) return at;
    at = bytes.indexOf(0xff, code === 0xff ? at + 1 : at + 2);
  }
  return -1;
}
