import { UnnoticedError } from '../../shared/errors';
import { readOrientation, type Orientation } from './exif-orientation';
import type { SourceFormat } from './file-format';
import { readIccProfile } from './icc-profile';
import { isSrgbProfile } from './icc-srgb';
import { isAppSegment, readJpegHeader } from './jpeg-header';
import { jpegIccProfile } from './jpeg-icc';
import { matchedQuality } from './jpeg-quality';
import { matchedSubsampling } from './jpeg-subsampling';
import { requireSrgbPng } from './png-colour';
import { pngChunkData, readPngHeader } from './png-header';
import { assembleJpeg } from './strip-jpeg';
import { readWebpHeader, webpChunkData } from './webp-header';

/** What is known of a file before any pixel is decoded. */
export interface DecodePlan {
  readonly width: number;
  readonly height: number;
  readonly orientation: Orientation;
  readonly source: SourceFormat;
  /** What the decoder gets. */
  readonly bytes: Uint8Array;
  /** Throws 'unsupported-colour' when the pixels mean anything but sRGB. */
  readonly requireSrgb: () => void;
}

/** Reads the header of a file whose format is known. Throws what the header readers throw. */
export function planDecode(bytes: Uint8Array, format: SourceFormat['format']): DecodePlan {
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
  const exif = header.segments.find((segment) => isAppSegment(segment, 0xe1, 'Exif\0\0'));
  return {
    width: header.width,
    height: header.height,
    orientation: readOrientation(exif?.payload),
    source: {
      format: 'jpeg',
      quality: matchedQuality(header),
      subsampling: matchedSubsampling(header.components),
      progressive: header.progressive,
    },
    // Without metadata: odd metadata makes libjpeg warn, and the codec takes every warning as failure.
    bytes: assembleJpeg(header, []),
    requireSrgb: () => requireSrgbIcc(jpegIccProfile(header), header.components.length === 1),
  };
}

function planPng(bytes: Uint8Array): DecodePlan {
  const header = readPngHeader(bytes);
  return {
    width: header.width,
    height: header.height,
    orientation: readOrientation(pngChunkData(header, 'eXIf')),
    source: { format: 'png', hasAlpha: header.hasAlpha },
    bytes,
    requireSrgb: () => requireSrgbPng(header),
  };
}

function planWebp(bytes: Uint8Array): DecodePlan {
  const header = readWebpHeader(bytes);
  const { lossless, hasAlpha } = header;
  return {
    width: header.width,
    height: header.height,
    orientation: readOrientation(webpChunkData(header, 'EXIF')),
    source: { format: 'webp', lossless, hasAlpha },
    bytes,
    requireSrgb: () => requireSrgbIcc(webpChunkData(header, 'ICCP') ?? null, false),
  };
}

function requireSrgbIcc(profile: Uint8Array | null, isGreyPhoto: boolean): void {
  if (profile === null || isSrgbProfile(readIccProfile(profile), isGreyPhoto)) return;
  throw new UnnoticedError('unsupported-colour', 'The colour profile of the photo is not sRGB.');
}
