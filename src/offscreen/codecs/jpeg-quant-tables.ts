import type { JpegSegment } from './jpeg-segments';
import { corruptFile } from './parse-guard';

/** Quantisation tables by number 0..3: 64 steps each, 1..65535, in zigzag order as in the file. */
export type QuantTables = ReadonlyMap<number, readonly number[]>;

const DQT = 0xdb;

/**
 * Reads every DQT segment. A table that is defined twice (legal between scans) keeps the finer step of
 * each pair, so that nothing encoded from it is coarser than any part of the source.
 */
export function readQuantTables(segments: readonly JpegSegment[]): QuantTables {
  const tables = new Map<number, readonly number[]>();
  for (const { marker, payload } of segments) {
    if (marker !== DQT) continue;
    let at = 0;
    while (at < payload.length) {
      const id = payload[at]! & 15;
      const stepBytes = payload[at]! >> 4 === 0 ? 1 : 2;
      at += 1;
      if (id > 3 || at + 64 * stepBytes > payload.length) {
        throw corruptFile('A JPEG quantisation table is broken.');
      }
      const earlier = tables.get(id);
      const table = Array.from({ length: 64 }, (_, index) => {
        const low = at + index * stepBytes;
        const step = stepBytes === 1 ? payload[low]! : (payload[low]! << 8) | payload[low + 1]!;
        return Math.min(step, earlier?.[index] ?? step);
      });
      tables.set(id, table);
      at += 64 * stepBytes;
    }
  }
  return tables;
}
