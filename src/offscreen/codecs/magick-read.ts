import {
  ColorProfile,
  ColorSpace,
  ColorTransformMode,
  MagickErrorSeverity,
  MagickFormat,
  MagickImage,
  MagickImageCollection,
  MagickReadSettings,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import type { Photo } from '../../engine/photo';
import { releasePixels } from '../../engine/release-pixels';
import { UnnoticedError } from '../../shared/errors';
import type { Orientation } from './exif-orientation';
import { corruptFile } from './parse-guard';
import { srgbProfile } from './srgb-profile';

/** What ImageMagick reads here. Named, never guessed: it knows formats that are programs. */
const FORMATS = {
  avif: MagickFormat.Avif,
  bmp: MagickFormat.Bmp,
  gif: MagickFormat.Gif,
  heic: MagickFormat.Heic,
  jp2: MagickFormat.Jp2,
  jpeg: MagickFormat.Jpeg,
  j2k: MagickFormat.J2k,
  jxl: MagickFormat.Jxl,
  png: MagickFormat.Png,
  tiff: MagickFormat.Tiff,
  webp: MagickFormat.WebP,
} as const;

export type MagickReadable = keyof typeof FORMATS;

/** What the header of a file says, without any pixel decoded. */
export interface PictureHeader {
  readonly width: number;
  readonly height: number;
  /** Pictures or pages, as far as the format has them one after the other. */
  readonly frames: number;
}

export interface Picture {
  /** As stored, not yet upright; in the colours of `profile`, sRGB without one. */
  readonly photo: Photo;
  readonly orientation: Orientation;
  /** Of an RGB or grey picture. What is neither has been converted to sRGB already. */
  readonly profile: Uint8Array | null;
  readonly isGrey: boolean;
  readonly hasAlpha: boolean;
  /** The Exif block, with or without 'Exif\0\0' before it. */
  readonly exif: Uint8Array | undefined;
}

/** Bytes of RGBA that are asked for at once. */
const PIECE_BYTES = 16 << 20;

function settingsFor(format: MagickReadable): MagickReadSettings {
  return new MagickReadSettings({ format: FORMATS[format] });
}

/** Call it inside withMagick. */
export function pingPicture(bytes: Uint8Array, format: MagickReadable): PictureHeader {
  const frames = MagickImageCollection.create();
  try {
    frames.ping(bytes, settingsFor(format));
    const [first] = frames;
    if (first === undefined) throw corruptFile('The file holds no picture.');
    return { width: first.width, height: first.height, frames: frames.length };
  } finally {
    frames.dispose();
  }
}

/** Reads the first picture of a file as 8-bit RGBA. Call it inside withMagick, after pingPicture. */
export function readPicture(bytes: Uint8Array, format: MagickReadable): Picture {
  const settings = settingsFor(format);
  settings.frameIndex = 0;
  settings.frameCount = 1;
  const image = MagickImage.create();
  let complaint: Error | undefined;
  image.onWarning = ({ error }) => {
    // Odd metadata is no matter; missing or broken pixels are: the rest would be filled up with grey.
    if (error.severity === MagickErrorSeverity.CorruptImageWarning) complaint ??= error;
    return 0;
  };
  try {
    image.read(bytes, settings);
    if (complaint !== undefined) throw corruptFile('The picture is damaged.', complaint);
    return pictureOf(image);
  } finally {
    image.dispose();
  }
}

function pictureOf(image: IMagickImage): Picture {
  const orientation = orientationOf(image);
  const exif = image.getProfile('exif')?.data.slice();
  const hasAlpha = image.hasAlpha && !image.isOpaque;
  const isGrey = image.colorSpace === ColorSpace.Gray || image.colorSpace === ColorSpace.LinearGray;
  const profile = inRgb(image);
  return { photo: pixelsOf(image), orientation, profile, isGrey, hasAlpha, exif };
}

/** Makes an RGB or grey picture of any; gives back the profile that its values still stand in. */
function inRgb(image: IMagickImage): Uint8Array | null {
  const profile = image.getColorProfile();
  const isPlain = [ColorSpace.sRGB, ColorSpace.Gray].some((space) => space === image.colorSpace);
  if (isPlain) return profile?.data.slice() ?? null;
  if (profile !== null) {
    const isDone = image.transformColorSpace(
      profile,
      new ColorProfile(srgbProfile()),
      ColorTransformMode.HighRes,
    );
    if (!isDone) throw unsupportedColour();
  } else {
    image.colorSpace = ColorSpace.sRGB;
  }
  return null;
}

function pixelsOf(image: IMagickImage): Photo {
  const { width, height } = image;
  const data = new Uint8ClampedArray(4 * width * height);
  const rows = Math.max(1, Math.floor(PIECE_BYTES / (4 * width)));
  image.getPixels((pixels) => {
    for (let y = 0; y < height; y += rows) {
      const piece = pixels.toByteArray(0, y, width, Math.min(rows, height - y), 'RGBA');
      if (piece === null) throw corruptFile('The pixels cannot be read.');
      data.set(piece, 4 * width * y);
      releasePixels({ data: piece });
    }
  });
  return { width, height, data };
}

function orientationOf(image: IMagickImage): Orientation {
  const { orientation } = image;
  return orientation >= 1 && orientation <= 8 ? (orientation as Orientation) : 1;
}

function unsupportedColour(): UnnoticedError {
  return new UnnoticedError('unsupported-colour', 'The colours of the picture are not understood.');
}
