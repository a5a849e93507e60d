import { UnnoticedError } from '../../shared/errors';
import type { Codecs } from './codecs';
import { withinLimits } from './limits';
import { corruptFile } from './parse-guard';
import { planDecode } from './plan-decode';
import type { StoredPicture } from './stored-picture';

/**
 * Reads a JPEG, PNG or WebP. `asStill`: of an animation its first picture, else 'animated'. Throws what
 * the header readers throw, 'too-large' before memory for pixels is taken, and 'corrupt-file'.
 */
export async function readCommon(
  bytes: Uint8Array,
  format: 'jpeg' | 'png' | 'webp',
  codecs: Codecs,
  asStill: boolean,
): Promise<StoredPicture> {
  const plan = planDecode(bytes, format);
  withinLimits(plan);
  const { width, height, orientation, isGrey, exif, source, isAnimated, isInks } = plan;
  if (isAnimated && !asStill) throw animated();
  const { photo, profile } = await codecs.readPicture(plan.bytes, format);
  if (photo.width !== width || photo.height !== height) {
    throw corruptFile('The pixels are not as many as the header says.');
  }
  return {
    photo,
    orientation,
    // Inks are colours by now; for all others the header's word is the whole profile.
    profile: isInks ? profile : plan.profile,
    isGrey,
    exif,
    source,
    passes: !isAnimated && !isInks,
  };
}

/** 'animated': the person decides what may be lost. */
export function animated(): UnnoticedError {
  return new UnnoticedError('animated', 'The file holds more than one picture.');
}
