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

/** How the coefficients are rounded. */
export interface JpegQuality {
  /** IJG quality, 85..100: of the standard tables, or about that of `tables`. */
  readonly quality: number;
  /** The source's own, where they are no standard ones: for luma, and for both chroma components. */
  readonly tables?: readonly (readonly number[])[];
}

/**
 * The standard table at an IJG quality 1..100 in zigzag order, steps 1..255: what jpeg_set_quality
 * with baseline forced gives (libjpeg, jcparam.c).
 */
export function standardTable(kind: 'luma' | 'chroma', quality: number): number[] {
  const steps = quantisationSteps(kind, quality);
  return ZIGZAG.map((position) => steps[position]!);
}

/** A zigzag table row by row. */
export function fromZigzag(table: readonly number[]): number[] {
  const rows = new Array<number>(64).fill(1);
  table.forEach((step, index) => (rows[ZIGZAG[index]!] = step));
  return rows;
}

/**
 * The source's quality: its own tables, so that what is not changed is rounded to the same values again;
 * standard tables at 85 where the source is below. Throws 'corrupt-file' when a component names a table
 * that the file does not define.
 */
export function matchedQuality(header: JpegHeader): JpegQuality {
  const all = header.components.map(({ quantTable }) => {
    const table = header.quantTables.get(quantTable);
    if (table === undefined) throw corruptFile('The JPEG lacks a quantisation table.');
    return table;
  });
  const [luma, chroma, other] = all;
  if (luma === undefined) throw corruptFile('The JPEG has no components.');
  const quality = nearestQuality(luma);
  if (quality < LOWEST_QUALITY) return { quality: LOWEST_QUALITY };
  // Inks, and colours that are not luma and two of chroma, are written as something else anyway.
  const tables = all.length === 1 ? [luma] : [luma, chroma!];
  const isOther =
    all.length === 2 || all.length > 3 || String(other) !== String(tables[1] ?? other);
  if (isOther || isStandard(tables, quality) || !isBaseline(tables)) return { quality };
  return { quality, tables };
}

/** The quality whose standard table comes nearest to this one in its sum of steps. */
function nearestQuality(luma: readonly number[]): number {
  const wanted = sum(luma);
  let nearest = 1;
  for (let quality = 2; quality <= 100; quality += 1) {
    const distance = (one: number): number => Math.abs(sum(standardTable('luma', one)) - wanted);
    if (distance(quality) < distance(nearest)) nearest = quality;
  }
  return nearest;
}

function isStandard(tables: readonly (readonly number[])[], quality: number): boolean {
  return tables.every(
    (table, index) =>
      String(table) === String(standardTable(index === 0 ? 'luma' : 'chroma', quality)),
  );
}

/** Steps of a baseline JPEG fit in a byte. */
function isBaseline(tables: readonly (readonly number[])[]): boolean {
  return tables.every((table) => table.every((step) => step >= 1 && step <= 255));
}

function sum(table: readonly number[]): number {
  return table.reduce((total, step) => total + step, 0);
}
