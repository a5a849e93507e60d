import { EngineError } from '../engine-error';
import type { DecoysEntry } from '../models/model-index';

/**
 * Joint Gaussian of face embeddings over all recognisers, of low rank: mean + z * components with z
 * standard normal. One row of values holds the embeddings by each recogniser, one after the other.
 */
export interface DecoyStatistics {
  readonly parts: DecoysEntry['parts'];
  /** Length of a row: the sum of the parts'. */
  readonly size: number;
  /** [size]. */
  readonly mean: Float32Array;
  /** [rank, size], row by row: principal axes times their standard deviations. */
  readonly components: Float32Array;
}

const LARGEST_BYTE = 127;

/**
 * Unpacks the file of an index entry, little-endian: the mean [size] in float32; by component and
 * part the scale of its bytes in float32; the components [rank, size] in signed bytes. Throws
 * EngineError 'bad-model' when the file does not fit the entry.
 */
export function readDecoyStatistics(entry: DecoysEntry, file: ArrayBuffer): DecoyStatistics {
  const { parts, rank } = entry;
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const scalesAt = 4 * size;
  const bytesAt = scalesAt + 4 * rank * parts.length;
  if (file.byteLength !== bytesAt + rank * size) {
    throw new EngineError('bad-model', `${entry.id} is not of rank ${String(rank)}`);
  }
  const view = new DataView(file);
  const mean = Float32Array.from({ length: size }, (_, i) => view.getFloat32(4 * i, true));
  const components = new Float32Array(rank * size);
  let at = 0;
  for (let row = 0; row < rank; row++) {
    for (const [p, part] of parts.entries()) {
      const scale = view.getFloat32(scalesAt + 4 * (row * parts.length + p), true) / LARGEST_BYTE;
      for (let i = 0; i < part.length; i++, at++) {
        components[at] = view.getInt8(bytesAt + at) * scale;
      }
    }
  }
  return { parts, size, mean, components };
}

/** The mean embedding by one recogniser, [d]. Throws EngineError 'bad-model' where it has no part. */
export function meanEmbedding({ parts, mean }: DecoyStatistics, recogniser: string): Float32Array {
  let at = 0;
  for (const part of parts) {
    if (part.recogniser === recogniser) return mean.slice(at, at + part.length);
    at += part.length;
  }
  throw new EngineError('bad-model', `No statistics of embeddings by ${recogniser}`);
}
