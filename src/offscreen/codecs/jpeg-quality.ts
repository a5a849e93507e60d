import { quantisationSteps } from '../../engine/attack/transforms/quantisation-steps';
import type { JpegHeader } from './jpeg-header';
import { corruptFile } from './parse-guard';

/** Below this the codec itself, not the protection, would be what people see. */
const LOWEST_QUALITY = 85;

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
  const steps = quantisationSteps(kind, quality);
  return ZIGZAG.map((position) => steps[position]!);
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
