import { readOrientation, type Orientation } from './exif-orientation';
import type { SourceFormat } from './file-format';
import { isAppSegment, readJpegHeader } from './jpeg-header';
import { jpegIccProfile } from './jpeg-icc';
import { matchedQuality } from './jpeg-quality';
import { matchedSubsampling } from './jpeg-subsampling';
import { pngProfile } from './png-colour';
import { pngChunkData, readPngHeader } from './png-header';
import { assembleJpeg } from './strip-jpeg';
import { pictureOfPng } from './strip-png';
import { readWebpHeader, webpChunkData } from './webp-header';

/** What is known of a JPEG, PNG or WebP before any pixel is decoded. */
export interface DecodePlan {
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly source: SourceFormat;
  readonly isGrey: boolean;
  readonly isAnimated: boolean;
  /** The embedded profile as it stands there; null for sRGB. */
  readonly profile: Uint8Array | null;
  readonly exif: Uint8Array | undefined;
  /** Whether the decoder makes colours of inks, by their profile. */
  readonly isInks: boolean;
  /** What the decoder gets. */
  readonly bytes: Uint8Array;
}

/** Reads the header of a file whose format is known. Throws what the header readers throw. */
export function planDecode(bytes: Uint8Array, format: 'jpeg' | 'png' | 'webp'): DecodePlan {
  switch (format) {
    case 'jpeg':
      return planJpeg(bytes);
    case 'png':
      return planPng(bytes);
    case 'webp':
      return planWebp(bytes);
  }
}

function planJpeg(bytes: Uint8Array): DecodePlan {
  const header = readJpegHeader(bytes);
  const { width, height, progressive, components } = header;
  const exif = header.segments.find((segment) => isAppSegment(segment, 0xe1, 'Exif\0\0'))?.payload;
  const isInks = components.length === 4;
  return {
    width,
    height,
    orientation: readOrientation(exif),
    source: {
      format: 'jpeg',
      ...matchedQuality(header),
      subsampling: matchedSubsampling(components),
      progressive,
    },
    isGrey: components.length === 1,
    isAnimated: false,
    profile: jpegIccProfile(header),
    exif,
    isInks,
    // Without metadata: odd metadata makes libjpeg warn, and a warning is taken as damage. Inks are
    // nothing without their profile.
    bytes: isInks ? bytes : assembleJpeg(header, []),
  };
}

function planPng(bytes: Uint8Array): DecodePlan {
  const header = readPngHeader(bytes);
  const { width, height, isGrey, isAnimated, hasAlpha } = header;
  const exif = pngChunkData(header, 'eXIf');
  return {
    width,
    height,
    orientation: readOrientation(exif),
    source: { format: 'png', hasAlpha },
    isGrey,
    isAnimated,
    profile: pngProfile(header),
    exif,
    isInks: false,
    // It would convert by gAMA alone, and do so before we do.
    bytes: pictureOfPng(header),
  };
}

function planWebp(bytes: Uint8Array): DecodePlan {
  const header = readWebpHeader(bytes);
  const { width, height, lossless, hasAlpha, isAnimated } = header;
  const exif = webpChunkData(header, 'EXIF');
  return {
    width,
    height,
    orientation: readOrientation(exif),
    source: { format: 'webp', lossless, hasAlpha },
    isGrey: false,
    isAnimated,
    profile: webpChunkData(header, 'ICCP') ?? null,
    exif,
    isInks: false,
    bytes,
  };
}
