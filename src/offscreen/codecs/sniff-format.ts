import { asciiAt } from './byte-access';

/** What the first bytes say a file is; its name and its declared type are not asked. */
export type SniffedFormat =
  'jpeg' | 'png' | 'webp' | 'gif' | 'heic' | 'avif' | 'bmp' | 'tiff' | 'jxl' | 'svg' | 'unknown';

const PREFIXES: readonly (readonly [prefix: string, format: SniffedFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  // BigTIFF
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'jxl'],
];

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const AVIF_BRANDS = ['avif', 'avis'];

/** BMP info header sizes in use; 'BM' alone would catch any text that starts with it. */
const BMP_HEADER_BYTES = [12, 40, 52, 56, 64, 108, 124];

/** The format by magic bytes; 'unknown' for anything else, an empty file included. Never throws. */
export function sniffFormat(bytes: Uint8Array): SniffedFormat {
  const head = asciiAt(bytes, 0, 64);
  for (const [prefix, format] of PREFIXES) if (head.startsWith(prefix)) return format;
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.slice(4, 8) === 'ftyp') return isoImageFormat(head);
  if (head.startsWith('BM') && BMP_HEADER_BYTES.includes(head.charCodeAt(14))) return 'bmp';
  return isSvg(bytes) ? 'svg' : 'unknown';
}

/** AVIF may hide behind the general brand 'mif1', so all brands are read before HEIC is said. */
function isoImageFormat(head: string): SniffedFormat {
  const brands = [8, 16, 20, 24, 28, 32, 36, 40].map((at) => head.slice(at, at + 4));
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return 'avif';
  return HEIC_BRANDS.includes(head.slice(8, 12)) ? 'heic' : 'unknown';
}

function isSvg(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  return text.startsWith('<') && /<svg[\s>]/.test(text);
}
