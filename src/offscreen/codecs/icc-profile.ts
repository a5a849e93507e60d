import { UnnoticedError } from '../../shared/errors';
import { asciiAt, viewOf } from './byte-access';

const HEADER_BYTES = 128;
const TAG_ENTRY_BYTES = 12;
/** Far above the tags of a real profile. */
const MAX_TAGS = 200;

/** The raw tags of a profile by signature, e.g. 'rXYZ' -> type signature, reserved bytes, data. */
export function readIccTags(profile: Uint8Array): Map<string, Uint8Array> {
  if (profile.length < HEADER_BYTES + 4 || asciiAt(profile, 36, 4) !== 'acsp') {
    throw unsupportedProfile();
  }
  const view = viewOf(profile);
  const count = view.getUint32(HEADER_BYTES);
  if (count > MAX_TAGS) throw unsupportedProfile();
  const tags = new Map<string, Uint8Array>();
  for (let index = 0; index < count; index += 1) {
    const entry = HEADER_BYTES + 4 + index * TAG_ENTRY_BYTES;
    if (entry + TAG_ENTRY_BYTES > profile.length) throw unsupportedProfile();
    const start = view.getUint32(entry + 4);
    const end = start + view.getUint32(entry + 8);
    if (end > profile.length) throw unsupportedProfile();
    tags.set(asciiAt(profile, entry, 4), profile.subarray(start, end));
  }
  return tags;
}

/** Whether a profile is for grey values (ICC.1:2022, table 19). */
export function isGreyProfile(profile: Uint8Array): boolean {
  return asciiAt(profile, 16, 4) === 'GRAY';
}

/** 'unsupported-colour' for a profile that says something that is not understood here. */
export function unsupportedProfile(): UnnoticedError {
  return new UnnoticedError(
    'unsupported-colour',
    'The colour profile of the photo is not understood.',
  );
}
