import { asciiBytes, concatBytes } from './byte-access';
import { unsupportedProfile } from './icc-profile';
import { isAppSegment, type JpegHeader } from './jpeg-header';

const NAME = 'ICC_PROFILE\0';

/**
 * The ICC profile of a JPEG, put together from its APP2 segments in the order of their numbers; null
 * when there is none. Throws 'unsupported-colour' when a part is missing or there twice: what the
 * pixels mean is then unknown.
 */
export function jpegIccProfile(header: JpegHeader): Uint8Array | null {
  const parts = header.segments
    .filter((segment) => isAppSegment(segment, 0xe2, NAME))
    .map(({ payload }) => ({
      number: payload[NAME.length],
      count: payload[NAME.length + 1],
      data: payload.subarray(NAME.length + 2),
    }))
    .sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  if (parts.length === 0) return null;
  const isComplete = parts.every(
    ({ number, count }, index) => number === index + 1 && count === parts.length,
  );
  if (!isComplete) throw unsupportedProfile();
  return concatBytes(parts.map(({ data }) => data));
}

/** One APP2 segment with a profile of at most 65519 bytes (rebuilt ones are far below). */
export function jpegIccPayload(profile: Uint8Array): Uint8Array {
  return concatBytes([asciiBytes(`${NAME}\x01\x01`), profile]);
}
