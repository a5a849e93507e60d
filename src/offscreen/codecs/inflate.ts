import { corruptFile } from './parse-guard';
import { buildHuffman, decodeSymbol, type BitReader, type Huffman } from './inflate-huffman';

// RFC 1951, 3.2.5: base value and extra bits of each length code (257..285) and distance code (0..29).
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const LENGTH_EXTRA = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** Order in which the lengths of the code length code are stored (RFC 1951, 3.2.7). */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * Inflates a small zlib stream (RFC 1950 and 1951) in one synchronous call, which the browser's
 * DecompressionStream cannot; made for colour profiles, not for pixels. Throws 'corrupt-file' when
 * the stream is broken or gives more than `maxBytes`. The checksum is not verified: the chunk's CRC is.
 */
export function inflateZlib(stream: Uint8Array, maxBytes: number): Uint8Array {
  if ((stream[0]! & 15) !== 8 || ((stream[0]! << 8) | stream[1]!) % 31 !== 0) throw broken();
  const bits = bitReader(stream, 2);
  const output: number[] = [];
  const room = (count: number): void => {
    if (output.length + count > maxBytes) throw corruptFile('Compressed metadata is too large.');
  };
  let isLast = false;
  while (!isLast) {
    isLast = bits.read(1) === 1;
    const type = bits.read(2);
    if (type === 0) {
      bits.alignToByte();
      const length = bits.read(16);
      if ((length ^ bits.read(16)) !== 0xffff) throw broken();
      room(length);
      for (let index = 0; index < length; index += 1) output.push(bits.read(8));
    } else if (type === 1) {
      inflateBlock(bits, output, room, FIXED_LITERALS, FIXED_DISTANCES);
    } else if (type === 2) {
      const [literals, distances] = readDynamicTables(bits);
      inflateBlock(bits, output, room, literals, distances);
    } else {
      throw broken();
    }
  }
  return Uint8Array.from(output);
}

function inflateBlock(
  bits: BitReader,
  output: number[],
  room: (count: number) => void,
  literals: Huffman,
  distances: Huffman,
): void {
  for (;;) {
    const symbol = decodeSymbol(bits, literals);
    if (symbol === 256) return;
    if (symbol < 256) {
      room(1);
      output.push(symbol);
      continue;
    }
    const lengthBase = LENGTH_BASE[symbol - 257];
    if (lengthBase === undefined) throw broken();
    const length = lengthBase + bits.read(LENGTH_EXTRA[symbol - 257]!);
    const code = decodeSymbol(bits, distances);
    const distanceBase = DISTANCE_BASE[code];
    if (distanceBase === undefined) throw broken();
    const start = output.length - distanceBase - bits.read(DISTANCE_EXTRA[code]!);
    if (start < 0) throw broken();
    room(length);
    for (let index = 0; index < length; index += 1) output.push(output[start + index]!);
  }
}

function readDynamicTables(bits: BitReader): [literals: Huffman, distances: Huffman] {
  const literalCount = bits.read(5) + 257;
  const distanceCount = bits.read(5) + 1;
  const codeLengthCount = bits.read(4) + 4;
  const codeLengths = new Array<number>(19).fill(0);
  for (const symbol of CODE_LENGTH_ORDER.slice(0, codeLengthCount))
    codeLengths[symbol] = bits.read(3);
  const codeLengthCode = buildHuffman(codeLengths);
  const lengths: number[] = [];
  while (lengths.length < literalCount + distanceCount) {
    const symbol = decodeSymbol(bits, codeLengthCode);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) pushRepeated(lengths, lengths.at(-1) ?? 0, 3 + bits.read(2));
    else if (symbol === 17) pushRepeated(lengths, 0, 3 + bits.read(3));
    else pushRepeated(lengths, 0, 11 + bits.read(7));
  }
  return [
    buildHuffman(lengths.slice(0, literalCount)),
    buildHuffman(lengths.slice(literalCount, literalCount + distanceCount)),
  ];
}

function pushRepeated(lengths: number[], value: number, times: number): void {
  for (let index = 0; index < times; index += 1) lengths.push(value);
}

function bitReader(bytes: Uint8Array, start: number): BitReader {
  let at = start;
  let held = 0;
  let heldBits = 0;
  return {
    read(count) {
      while (heldBits < count) {
        const next = bytes[at];
        if (next === undefined) throw broken();
        held |= next << heldBits;
        heldBits += 8;
        at += 1;
      }
      const value = held & ((1 << count) - 1);
      held >>>= count;
      heldBits -= count;
      return value;
    },
    alignToByte() {
      held >>>= heldBits % 8;
      heldBits -= heldBits % 8;
    },
  };
}

function broken(): Error {
  return corruptFile('Compressed metadata is broken.');
}

const FIXED_LITERALS = buildHuffman([
  ...new Array<number>(144).fill(8),
  ...new Array<number>(112).fill(9),
  ...new Array<number>(24).fill(7),
  ...new Array<number>(8).fill(8),
]);
const FIXED_DISTANCES = buildHuffman(new Array<number>(30).fill(5));
