import { UnnoticedError } from '../../shared/errors';
import { DEFAULT_SETTINGS, type MetadataWish } from '../../shared/settings';
import { rebuildIccProfile } from './icc-rebuild';
import { keptExif, type KeptMetadata } from './kept-metadata';
import { unsupportedProfile } from './icc-profile';
import { planDecode } from './plan-decode';
import { rewriteJpeg } from './strip-jpeg';
import { rewritePng } from './strip-png';
import { rewriteWebp } from './strip-webp';

/** The containers that are put together here, piece by piece. */
export type RewritableFormat = 'jpeg' | 'png' | 'webp';

/**
 * The same photo with no metadata but what `wish` says, for one that passes as it is: compressed pixels
 * byte for byte, orientation and colour as before, and no place left where another picture could be
 * (docs/decisions/0005, 0030). Throws 'corrupt-file', 'animated', 'unsupported-format' or
 * 'unsupported-colour'; never for a file of which decodeFile says that it passes.
 */
export function stripMetadata(
  bytes: Uint8Array,
  format: RewritableFormat,
  wish: MetadataWish = DEFAULT_SETTINGS.metadata,
): Uint8Array<ArrayBuffer> {
  const { profile, exif, orientation, isAnimated } = planDecode(bytes, format);
  if (isAnimated) throw new UnnoticedError('animated', 'The picture is an animation.');
  const icc = profile === null ? null : rebuildIccProfile(profile);
  if (profile !== null && icc === null) throw unsupportedProfile();
  return rewrite(bytes, format, { icc, exif: keptExif(exif, orientation, wish) });
}

/** The file with the same pixels and with no other metadata than `kept`. */
export function rewrite(
  bytes: Uint8Array,
  format: RewritableFormat,
  kept: KeptMetadata,
): Uint8Array<ArrayBuffer> {
  switch (format) {
    case 'jpeg':
      return rewriteJpeg(bytes, kept);
    case 'png':
      return rewritePng(bytes, kept);
    case 'webp':
      return rewriteWebp(bytes, kept);
  }
}
