import { asciiBytes, concatBytes } from './byte-access';
import { isAppSegment, readJpegHeader, type JpegHeader } from './jpeg-header';
import { jpegIccPayload } from './jpeg-icc';
import type { KeptMetadata } from './kept-metadata';

/** SOF0..2, DHT, SOS, DQT, DRI: what decoding needs. DNL, COM and every APPn are not among them. */
const PICTURE_MARKERS = [0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdb, 0xdd];

/**
 * A JPEG with the same entropy-coded data and tables, with the metadata that is `kept`, and nothing else:
 * no other Exif, no XMP, IPTC, MPF, JFIF thumbnail, comment, nor bytes after EOI.
 */
export function rewriteJpeg(bytes: Uint8Array, kept: KeptMetadata): Uint8Array<ArrayBuffer> {
  const extra: Uint8Array[] = [];
  if (kept.exif !== null) {
    extra.push(segmentBytes(0xe1, concatBytes([asciiBytes('Exif\0\0'), kept.exif])));
  }
  if (kept.icc !== null) extra.push(segmentBytes(0xe2, jpegIccPayload(kept.icc)));
  return assembleJpeg(readJpegHeader(bytes), extra);
}

/**
 * SOI, JFIF (thumbnail cut off), the `extra` segments, Adobe APP14, the picture, EOI. JFIF and Adobe
 * stay because they decide whether three components are YCbCr or RGB.
 */
export function assembleJpeg(
  header: JpegHeader,
  extra: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const jfif = header.segments.find((segment) => isAppSegment(segment, 0xe0, 'JFIF\0'));
  const adobe = header.segments.find((segment) => isAppSegment(segment, 0xee, 'Adobe'));
  const picture = header.segments.filter(({ marker }) => PICTURE_MARKERS.includes(marker));
  return concatBytes([
    Uint8Array.of(0xff, 0xd8),
    ...(jfif ? [segmentBytes(0xe0, jfifPayload(jfif.payload))] : []),
    ...extra,
    ...(adobe ? [segmentBytes(0xee, adobe.payload.subarray(0, 12))] : []),
    ...picture.map((segment) => segment.bytes),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

/** Version 1.01, the density as it was, no thumbnail. */
function jfifPayload(payload: Uint8Array): Uint8Array {
  const kept = concatBytes([asciiBytes('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')]);
  if (payload.length >= 12) kept.set(payload.subarray(7, 12), 7);
  return kept;
}

function segmentBytes(marker: number, payload: Uint8Array): Uint8Array {
  const length = payload.length + 2;
  return concatBytes([Uint8Array.of(0xff, marker, length >> 8, length & 255), payload]);
}
