import { asciiAt } from './byte-access';

/** What the first bytes say a file is; its name and its declared type are not asked. */
export type SniffedFormat =
  | ('jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'gif' | 'bmp' | 'tiff' | 'jxl' | 'jp2' | 'j2k')
  | ('svg' | 'pdf' | 'video')
  | ('ico' | 'raw' | 'unknown');

const PREFIXES: readonly (readonly [prefix: string, format: SniffedFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  // Canon's raw photos are TIFF with a picture to look at in front.
  ['II*\0\x10\0\0\0CR', 'raw'],
  ['FUJIFILMCCD-RAW', 'raw'],
  ['IIRO', 'raw'],
  ['IIRS', 'raw'],
  ['IIU\0', 'raw'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  // BigTIFF
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'jxl'],
  ['\0\0\0\x0cjP  \r\n\x87\n', 'jp2'],
  ['\xff\x4f\xff\x51', 'j2k'],
  ['\0\0\x01\0', 'ico'],
  ['%PDF-', 'pdf'],
  // Matroska and WebM
  ['\x1aE\xdf\xa3', 'video'],
  ['OggS', 'video'],
];

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const AVIF_BRANDS = ['avif', 'avis'];
const RAW_BRANDS = ['crx '];
const MOST_BRANDS_BYTES = 1024;
const VIDEO_BRANDS =
  /^(isom|iso[\dm]|mp[47]\d|avc1|hvc1|hev1|av01|M4[AV].|qt  |3g[p2].|dash|cmf.|dby1|XAVC|MSNV|f4v )$/;

/** BMP info header sizes in use; 'BM' alone would catch any text that starts with it. */
const BMP_HEADER_BYTES = [12, 40, 52, 56, 64, 108, 124];

/** The format by magic bytes; 'unknown' for anything else, an empty file included. Never throws. */
export function sniffFormat(bytes: Uint8Array): SniffedFormat {
  const head = asciiAt(bytes, 0, 64);
  for (const [prefix, format] of PREFIXES) if (head.startsWith(prefix)) return format;
  if (head.startsWith('RIFF')) return RIFF[head.slice(8, 12)] ?? 'unknown';
  if (head.slice(4, 8) === 'ftyp') return isoFormat(bytes);
  if (head.startsWith('BM') && BMP_HEADER_BYTES.includes(head.charCodeAt(14))) return 'bmp';
  return isSvg(bytes) ? 'svg' : 'unknown';
}

const RIFF: Readonly<Record<string, SniffedFormat>> = { WEBP: 'webp', 'AVI ': 'video' };

/**
 * AVIF may hide behind the general brand 'mif1', so all brands are read before HEIC is said. A film
 * passes unasked: it has to be one by every brand, or a still picture of a brand that is not known
 * here would pass with it.
 */
function isoFormat(file: Uint8Array): SniffedFormat {
  const brands = brandsOf(file);
  const has = (known: readonly string[]): boolean => brands.some((brand) => known.includes(brand));
  if (has(AVIF_BRANDS)) return 'avif';
  if (has(HEIC_BRANDS)) return 'heic';
  if (has(RAW_BRANDS)) return 'raw';
  return brands.length > 0 && brands.every((brand) => VIDEO_BRANDS.test(brand))
    ? 'video'
    : 'unknown';
}

/** The major brand and the compatible ones; none where the box is longer than any in use. */
function brandsOf(file: Uint8Array): string[] {
  const box = asciiAt(file, 0, MOST_BRANDS_BYTES);
  const size = new DataView(file.buffer, file.byteOffset).getUint32(0);
  if (size > MOST_BRANDS_BYTES) return [];
  const brands = [box.slice(8, 12)];
  for (let at = 16; at + 4 <= Math.min(size, box.length); at += 4) {
    brands.push(box.slice(at, at + 4));
  }
  return brands;
}

/** Whether an HEIF or AVIF file says of itself that it is a sequence of pictures first of all. */
export function isSequence(bytes: Uint8Array): boolean {
  return ['avis', 'hevc', 'hevx', 'msf1'].includes(asciiAt(bytes, 8, 4));
}

function isSvg(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  return text.startsWith('<') && /<svg[\s>]/.test(text);
}
