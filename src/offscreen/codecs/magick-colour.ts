import {
  ColorProfile,
  ColorTransformMode,
  MagickFormat,
  MagickImage,
  MagickReadSettings,
} from '@imagemagick/magick-wasm';
import { unsupportedProfile } from './icc-profile';
import { corruptFile } from './parse-guard';

/** Pixels that are converted at once: the engine holds each of them several times. */
const PIECE_PIXELS = 1 << 21;
const ROW_PIXELS = 4096;

/**
 * Converts 8-bit colours from one ICC profile to another (Little CMS in ImageMagick, the profiles' own
 * intent). `data`: RGBA, or one grey value a colour where `from` is a grey profile; the result is RGBA
 * with the alpha of the source. Call it inside withMagick. Throws 'unsupported-colour' when a profile
 * is broken or not for such colours.
 */
export function convertColours(
  data: Uint8ClampedArray,
  from: Uint8Array,
  to: Uint8Array,
  isGrey = false,
): Uint8ClampedArray {
  const channels = isGrey ? 1 : 4;
  const count = data.length / channels;
  const converted = new Uint8ClampedArray(4 * count);
  for (let at = 0; at < count; at += PIECE_PIXELS) {
    const end = Math.min(count, at + PIECE_PIXELS);
    const piece = data.subarray(channels * at, channels * end);
    converted.set(convertPiece(piece, end - at, from, to, isGrey), 4 * at);
  }
  return converted;
}

function convertPiece(
  piece: Uint8ClampedArray,
  count: number,
  from: Uint8Array,
  to: Uint8Array,
  isGrey: boolean,
): Uint8Array {
  const width = Math.min(count, ROW_PIXELS);
  const height = Math.ceil(count / width);
  const raw = new Uint8Array((isGrey ? 1 : 4) * width * height);
  raw.set(piece);
  const format = isGrey ? MagickFormat.Gray : MagickFormat.Rgba;
  const settings = new MagickReadSettings({ format, width, height, depth: 8 });
  const image = MagickImage.create();
  try {
    image.read(raw, settings);
    const isDone = image.transformColorSpace(
      new ColorProfile(from),
      new ColorProfile(to),
      // The whole range of lcms in 16 bits; only the result is in 8.
      ColorTransformMode.Quantum,
    );
    if (!isDone) throw unsupportedProfile();
    const pixels = image.getPixels((all) => all.toByteArray(0, 0, width, height, 'RGBA'));
    if (pixels === null) throw corruptFile('The converted colours cannot be read.');
    return pixels.subarray(0, 4 * count);
  } finally {
    image.dispose();
  }
}
