import { viewOf } from './byte-access';
import { corruptFile, parseGuarded } from './parse-guard';
import { readPngChunks, type PngChunk } from './png-chunks';

/** What the chunks of a PNG say, without any pixel decoded. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly isGrey: boolean;
  /** An alpha channel, or transparent colours (tRNS). */
  readonly hasAlpha: boolean;
  /** Bits a channel, or a palette's index. */
  readonly depth: number;
  /** An APNG. Its still picture is that of the IDAT chunks. */
  readonly isAnimated: boolean;
  /** From IHDR to IEND. */
  readonly chunks: readonly PngChunk[];
}

/** Bits of the colour type (PNG third edition, 11.2.1): 1 palette, 2 colour, 4 alpha. */
const COLOUR_BIT = 2;
const ALPHA_BIT = 4;

/** Throws 'corrupt-file'. */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  return parseGuarded(() => {
    const chunks = readPngChunks(bytes);
    const header = viewOf(chunks[0]!.data);
    const width = header.getUint32(0);
    const height = header.getUint32(4);
    const colourType = header.getUint8(9);
    if (width === 0 || height === 0) throw corruptFile('The PNG has no pixels.');
    const has = (type: string): boolean => chunks.some((chunk) => chunk.type === type);
    if (!has('IDAT')) throw corruptFile('The PNG has no pixels.');
    return {
      width,
      height,
      isGrey: (colourType & COLOUR_BIT) === 0,
      hasAlpha: (colourType & ALPHA_BIT) !== 0 || has('tRNS'),
      depth: header.getUint8(8),
      isAnimated: has('acTL'),
      chunks,
    };
  });
}

/** The data of the first chunk of a type, or undefined. */
export function pngChunkData(header: PngHeader, type: string): Uint8Array | undefined {
  return header.chunks.find((chunk) => chunk.type === type)?.data;
}
