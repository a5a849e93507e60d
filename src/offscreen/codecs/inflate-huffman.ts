import { corruptFile } from './parse-guard';

/** Bits of a deflate stream, least significant first. */
export interface BitReader {
  /** The next 0..16 bits as a number. */
  read(count: number): number;
  alignToByte(): void;
}

/** A canonical Huffman code: how many codes each length has, and the symbols in code order. */
export interface Huffman {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

const MAX_BITS = 15;

/** The code whose n-th symbol has the n-th length, 0 for a symbol that does not occur (RFC 1951, 3.2.2). */
export function buildHuffman(lengths: readonly number[]): Huffman {
  const counts = new Array<number>(MAX_BITS + 1).fill(0);
  for (const length of lengths) counts[length] = counts[length]! + 1;
  counts[0] = 0;
  const symbols = lengths
    .map((length, symbol) => ({ length, symbol }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length || a.symbol - b.symbol)
    .map(({ symbol }) => symbol);
  return { counts, symbols };
}

/** The next symbol, found length by length (as in Mark Adler's puff). Throws 'corrupt-file'. */
export function decodeSymbol(bits: BitReader, { counts, symbols }: Huffman): number {
  let code = 0;
  let firstCode = 0;
  let firstIndex = 0;
  for (let length = 1; length <= MAX_BITS; length += 1) {
    code |= bits.read(1);
    const count = counts[length]!;
    if (code - firstCode < count) return symbols[firstIndex + code - firstCode]!;
    firstIndex += count;
    firstCode = (firstCode + count) << 1;
    code <<= 1;
  }
  throw corruptFile('Compressed metadata is broken.');
}
