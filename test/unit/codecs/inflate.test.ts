import { constants, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inflate } from '../../../src/offscreen/codecs/inflate';
import { makePhoto } from './make-photo';

const PLAIN = Uint8Array.from(makePhoto(60, 40).data);
const TEXT = new Uint8Array(
  Buffer.from('a colour profile repeats itself, repeats itself '.repeat(90)),
);

test.each([
  ['stored blocks', PLAIN, { level: 0 }],
  ['dynamic codes', PLAIN, { level: 9 }],
  ['fixed codes', TEXT, { strategy: constants.Z_FIXED }],
  ['long matches', TEXT, { level: 9 }],
  ['runs', new Uint8Array(5000), { level: 6 }],
  ['no matches', PLAIN, { strategy: constants.Z_HUFFMAN_ONLY }],
  ['nothing', new Uint8Array(0), {}],
])('inflates %s as zlib does', (_, plain, options) => {
  expect(inflate(deflateSync(plain, options), 20_000)).toEqual(plain);
});

test('stops at the limit instead of filling the memory', () => {
  const bomb = deflateSync(new Uint8Array(100_000));
  expect(() => inflate(bomb, 99_999)).toThrow('too large');
  expect(inflate(bomb, 100_000)).toHaveLength(100_000);
});

test('says that a broken stream is broken', () => {
  const stream = deflateSync(PLAIN);
  const coded = expect.objectContaining({ code: 'corrupt-file' }) as unknown;
  const failure = (bytes: Uint8Array): unknown => {
    try {
      return inflate(bytes, 20_000);
    } catch (error) {
      return error;
    }
  };
  expect(failure(stream.subarray(0, stream.length / 2))).toEqual(coded);
  expect(failure(Uint8Array.of(0x78, 0x9d, 3, 0))).toEqual(coded);
  expect(failure(Uint8Array.of(0x78, 0x9c, 7, 0))).toEqual(coded);
  // A match that reaches back before the start: fixed block, length 3, distance 1.
  expect(failure(Uint8Array.of(0x78, 0x9c, 0x03, 0x02, 0x00))).toEqual(coded);
});
