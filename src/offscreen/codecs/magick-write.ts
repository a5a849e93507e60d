import {
  ColorType,
  Interlace,
  MagickColors,
  MagickFormat,
  MagickImage,
  MagickReadSettings,
  type IMagickImage,
} from '@imagemagick/magick-wasm';
import type { Photo } from '../../engine/photo';
import { releasePixels } from '../../engine/release-pixels';
import type { SourceFormat } from './file-format';
import { TABLES_PATH } from './jpeg-tables-file';
import type { KeptMetadata } from './kept-metadata';

type SourceOf<Format> = Extract<SourceFormat, { format: Format }>;
type Bytes = Uint8Array<ArrayBuffer>;

const SAMPLING = {
  '4:4:4': '1x1,1x1,1x1',
  '4:2:2': '2x1,1x1,1x1',
  '4:2:0': '2x2,1x1,1x1',
} as const;
/** Scales custom tables by 100 percent (jpeg_quality_scaling). */
const TABLES_AS_THEY_ARE = 50;

/**
 * Encodes with the standard tables at the source's quality, or with the tables of the tables file
 * (jpeg-tables-file.ts), in the source's layout and scan order, with Huffman codes made to measure and
 * no trellis: what is changed in a block stays there. Alpha is ignored. A grey source stays a grey
 * file: the luma of the photo (BT.601, as in JFIF). Call it inside withMagick, like all below.
 */
export function writeJpeg(photo: Photo, source: SourceOf<'jpeg'>): Bytes {
  const isGrey = source.subsampling === 'grey';
  const write = (image: IMagickImage): Bytes => {
    const { settings } = image;
    // Grey in a colour file stays three components.
    settings.colorType = isGrey ? ColorType.Grayscale : ColorType.TrueColor;
    if (source.tables === undefined) image.quality = source.quality;
    else {
      image.quality = TABLES_AS_THEY_ARE;
      settings.setDefine(MagickFormat.Jpeg, 'q-table', TABLES_PATH);
    }
    // Exact integers, the same on every machine, and what the browsers decode with.
    settings.setDefine(MagickFormat.Jpeg, 'dct-method', 'islow');
    if (source.subsampling !== 'grey') {
      settings.setDefine(MagickFormat.Jpeg, 'sampling-factor', SAMPLING[source.subsampling]);
    }
    settings.interlace = source.progressive ? Interlace.Jpeg : Interlace.NoInterlace;
    return bytesOf(image, MagickFormat.Jpeg);
  };
  return isGrey ? withGreyImage(photo, write) : withImage(photo, false, write);
}

/** Encodes 8-bit RGB, or RGBA when `hasAlpha`, losslessly. Docs/decisions/0031 has the level's figures. */
export function writePng(photo: Photo, { hasAlpha }: SourceOf<'png'>): Bytes {
  return withImage(photo, hasAlpha, (image) => {
    const define = (name: string, value: string): void => {
      image.settings.setDefine(MagickFormat.Png, name, value);
    };
    define('color-type', hasAlpha ? '6' : '2');
    define('bit-depth', '8');
    define('compression-level', '3');
    define('compression-filter', '5');
    define('compression-strategy', '1');
    define('exclude-chunks', 'all');
    return bytesOf(image, MagickFormat.Png);
  });
}

/** A lossy WebP does not say at which quality it was made; this one adds little on top of any. */
const WEBP_QUALITY = 95;

/**
 * Encodes as the source was: lossless with exact pixels, those under full transparency included, or lossy
 * with a lossless alpha plane. Pixels without transparency give a file without an alpha plane.
 */
export function writeWebp(photo: Photo, source: SourceOf<'webp'>): Bytes {
  const { lossless, hasAlpha, quality = WEBP_QUALITY } = source;
  return withImage(photo, hasAlpha, (image) => {
    image.quality = lossless ? 75 : quality;
    const define = (name: string, value: string): void => {
      image.settings.setDefine(MagickFormat.WebP, name, value);
    };
    define('method', '4');
    define('alpha-quality', '100');
    define('lossless', String(lossless));
    if (lossless) define('exact', 'true');
    return bytesOf(image, MagickFormat.WebP);
  });
}

/** docs/decisions/0031: bytes, seconds and what is left of the protection. */
const AVIF_QUALITY = 90;
const AVIF_SPEED = 9;

/** Encodes as AVIF, 4:4:4. Alpha is ignored without `hasAlpha`. */
export function writeAvif(photo: Photo, source: SourceOf<'avif'>, kept: KeptMetadata): Bytes {
  const { hasAlpha, quality = AVIF_QUALITY } = source;
  return withImage(photo, hasAlpha, (image) => {
    if (kept.icc !== null) image.setProfile('icc', kept.icc);
    if (kept.exif !== null) image.setProfile('exif', kept.exif);
    image.quality = quality;
    image.settings.setDefine(MagickFormat.Heic, 'speed', String(AVIF_SPEED));
    image.settings.setDefine(MagickFormat.Heic, 'chroma', '444');
    return bytesOf(image, MagickFormat.Avif);
  });
}

/** Bytes of samples that are handed over at once. */
const PIECE_BYTES = 16 << 20;

/**
 * A picture of the photo, without alpha unless `hasAlpha`. In pieces: as a raw file the photo would lie
 * in the instance's memory twice, and once more without its alpha.
 */
function withImage(photo: Photo, hasAlpha: boolean, write: (image: IMagickImage) => Bytes): Bytes {
  const { width, height, data } = photo;
  const image = MagickImage.create();
  try {
    image.read(MagickColors.Black, width, height);
    image.hasAlpha = hasAlpha;
    const rows = Math.max(1, Math.floor(PIECE_BYTES / (4 * width)));
    image.getPixels((pixels) => {
      for (let y = 0; y < height; y += rows) {
        const count = Math.min(rows, height - y);
        const piece = viewed(data.subarray(4 * width * y, 4 * width * (y + count)));
        const samples = hasAlpha ? piece : withoutAlpha(piece);
        pixels.setArea(0, y, width, count, samples);
        if (!hasAlpha) releasePixels({ data: samples });
      }
    });
    return write(image);
  } finally {
    image.dispose();
  }
}

function withGreyImage(photo: Photo, write: (image: IMagickImage) => Bytes): Bytes {
  const { width, height } = photo;
  const image = MagickImage.create();
  try {
    const settings = new MagickReadSettings({ format: MagickFormat.Gray, width, height, depth: 8 });
    image.read(lumaOf(photo), settings);
    return write(image);
  } finally {
    image.dispose();
  }
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}

function viewed(data: Uint8ClampedArray): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function lumaOf({ width, height, data }: Photo): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < luma.length; at += 1, from += 4) {
    luma[at] = Math.round(0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!);
  }
  return luma;
}

function bytesOf(image: IMagickImage, format: MagickFormat): Bytes {
  return image.write(format, (bytes) => bytes.slice());
}
