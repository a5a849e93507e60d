import type { PngChunk } from '../../src/offscreen/codecs/png-chunks';
import { pngChunk } from './splice';

/** x and y of white, red, green and blue, times 100000, as cHRM stores them. */
export const CHROMATICITIES = {
  sRGB: [31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000],
  'Adobe RGB': [31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000],
  'one line': [31270, 32900, 64000, 33000, 64000, 33000, 15000, 6000],
} as const;

export function gammaChunk(stored: number): PngChunk {
  return numbers('gAMA', [stored]);
}

export function primariesChunk(name: keyof typeof CHROMATICITIES): PngChunk {
  return numbers('cHRM', CHROMATICITIES[name]);
}

/** ITU-T H.273: primaries, transfer, matrix, full range. */
export function codePointsChunk(...codePoints: [number, number, number, number]): PngChunk {
  return pngChunk('cICP', Uint8Array.from(codePoints));
}

function numbers(type: string, values: readonly number[]): PngChunk {
  const data = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => data.writeUInt32BE(value, 4 * index));
  return pngChunk(type, data);
}
