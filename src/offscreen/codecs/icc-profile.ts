import { UnnoticedError } from '../../shared/errors';
import { asciiAt, viewOf } from './byte-access';
import { readToneCurve, type ToneCurve } from './icc-tone-curve';

/** Device-to-D50 colorant in XYZ. */
export type Colorant = readonly [x: number, y: number, z: number];

/** The part of an ICC profile that says what pixel values mean: a matrix with three curves, or one curve. */
export type IccProfile =
  | {
      readonly space: 'rgb';
      readonly colorants: readonly [red: Colorant, green: Colorant, blue: Colorant];
      readonly curves: readonly [red: ToneCurve, green: ToneCurve, blue: ToneCurve];
    }
  | { readonly space: 'grey'; readonly curve: ToneCurve };

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

/**
 * Reads a matrix or a grey profile (ICC.1:2022, sections 7 to 10).
 * Throws 'unsupported-colour' for everything else: CMYK, Lab, profiles made of lookup tables (which win
 * over the matrix in every colour engine), broken ones.
 */
export function readIccProfile(profile: Uint8Array): IccProfile {
  const tags = readIccTags(profile);
  const colourSpace = asciiAt(profile, 16, 4);
  const hasLookupTable = ['A2B0', 'A2B1', 'D2B0', 'D2B1'].some((name) => tags.has(name));
  if (asciiAt(profile, 20, 4) !== 'XYZ ' || hasLookupTable) throw unsupportedProfile();
  const tag = (name: string): Uint8Array => {
    const found = tags.get(name);
    if (found === undefined) throw unsupportedProfile();
    return found;
  };
  try {
    if (colourSpace === 'GRAY') return { space: 'grey', curve: readToneCurve(tag('kTRC')) };
    if (colourSpace !== 'RGB ') throw unsupportedProfile();
    return {
      space: 'rgb',
      colorants: [readXyz(tag('rXYZ')), readXyz(tag('gXYZ')), readXyz(tag('bXYZ'))],
      curves: [readToneCurve(tag('rTRC')), readToneCurve(tag('gTRC')), readToneCurve(tag('bTRC'))],
    };
  } catch (error) {
    if (error instanceof RangeError) throw unsupportedProfile();
    throw error;
  }
}

function readXyz(tag: Uint8Array): Colorant {
  if (asciiAt(tag, 0, 4) !== 'XYZ ') throw unsupportedProfile();
  const view = viewOf(tag);
  const s15Fixed16 = (at: number): number => view.getInt32(at) / 65536;
  return [s15Fixed16(8), s15Fixed16(12), s15Fixed16(16)];
}

/** 'unsupported-colour' for a profile that says something that is not understood here. */
export function unsupportedProfile(): UnnoticedError {
  return new UnnoticedError('unsupported-colour', 'The colour profile of the photo is not sRGB.');
}
