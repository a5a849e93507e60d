import type { Photo } from '../../engine/photo';
import type { Codecs } from './codecs';
import { isNearSrgb } from './colour-meaning';
import type { NativeColours } from './file-format';
import { isGreyProfile, readIccTags } from './icc-profile';
import { rebuildIccProfile } from './icc-rebuild';
import { srgbProfile } from './srgb-profile';

export interface EngineColours {
  /** sRGB. */
  readonly photo: Photo;
  /** Where the photo's own colours reach further; they are what is delivered. */
  readonly native?: NativeColours;
  /** The profile of what is delivered; null for sRGB. */
  readonly icc: Uint8Array | null;
  /** Whether what is delivered is not in the colours of the file any more. */
  readonly isConverted: boolean;
}

/**
 * The photo as the engine sees it, in sRGB. A matrix profile is kept, reduced to its numbers, and with
 * it the photo's own colours; a grey profile unlike sRGB and one of lookup tables are converted for good.
 * A grey profile on a colour photo means nothing, as in browsers. Throws 'unsupported-colour' for a
 * profile that is broken.
 */
export async function inEngineColours(
  photo: Photo,
  profile: Uint8Array | null,
  isGrey: boolean,
  codecs: Codecs,
): Promise<EngineColours> {
  if (profile === null) return { photo, icc: null, isConverted: false };
  readIccTags(profile);
  const isForGrey = isGreyProfile(profile);
  if (isForGrey && !isGrey) return { photo, icc: null, isConverted: true };
  const rebuilt = rebuildIccProfile(profile);
  if (rebuilt !== null && (await isNearSrgb(rebuilt, isForGrey, codecs))) {
    return { photo, icc: rebuilt, isConverted: false };
  }
  const { width, height } = photo;
  const values = isForGrey ? firstChannel(photo) : photo.data;
  const source = rebuilt ?? profile;
  const data = await codecs.convertColours(values, source, srgbProfile(), isForGrey);
  if (isForGrey) keepAlpha(photo, data);
  const engine = { width, height, data };
  if (rebuilt === null || isForGrey) return { photo: engine, icc: null, isConverted: true };
  const native = { photo, profile: rebuilt };
  return { photo: engine, native, icc: rebuilt, isConverted: false };
}

function firstChannel({ data }: Photo): Uint8ClampedArray {
  const values = new Uint8ClampedArray(data.length / 4);
  for (let at = 0; at < values.length; at += 1) values[at] = data[4 * at]!;
  return values;
}

function keepAlpha({ data }: Photo, converted: Uint8ClampedArray): void {
  for (let at = 3; at < data.length; at += 4) converted[at] = data[at]!;
}
