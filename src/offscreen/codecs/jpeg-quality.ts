import type { JpegHeader } from './jpeg-header';
import { corruptFile } from './parse-guard';

/** Below this the codec itself, not the protection, would be what people see. */
const LOWEST_QUALITY = 85;

/** ITU-T T.81, table K.1 (luminance), row by row. */
const LUMA_TABLE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
  14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
  92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

/** ITU-T T.81, table K.2 (chrominance), row by row. */
const CHROMA_TABLE = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
  47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
];

/** Position in a row-by-row table of the n-th step of a zigzag table (T.81, figure A.6). */
const ZIGZAG = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
  13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52,
  45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/**
 * The standard table at an IJG quality 1..100 in zigzag order, steps 1..255: what jpeg_set_quality
 * with baseline forced gives (libjpeg, jcparam.c).
 */
export function standardTable(kind: 'luma' | 'chroma', quality: number): number[] {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  const base = kind === 'luma' ? LUMA_TABLE : CHROMA_TABLE;
  return ZIGZAG.map((position) =>
    Math.min(255, Math.max(1, Math.floor((base[position]! * scale + 50) / 100))),
  );
}

/**
 * The smallest IJG quality 85..100 whose standard tables are nowhere coarser than those of the source.
 * At 100 every step is 1, so there always is one. Throws 'corrupt-file' when a component names a
 * table that the file does not define.
 */
export function matchedQuality(header: JpegHeader): number {
  const tables = header.components.map(({ quantTable }) => {
    const table = header.quantTables.get(quantTable);
    if (table === undefined) throw corruptFile('The JPEG lacks a quantisation table.');
    return table;
  });
  const isFineEnough = (quality: number): boolean =>
    tables.every((table, component) => {
      const standard = standardTable(component === 0 ? 'luma' : 'chroma', quality);
      return standard.every((step, index) => step <= table[index]!);
    });
  let quality = LOWEST_QUALITY;
  while (quality < 100 && !isFineEnough(quality)) quality += 1;
  return quality;
}
