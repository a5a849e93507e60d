import { inflateSync } from 'node:zlib';

export interface CarvedImage {
  readonly kind: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'heif';
  /** Where it lies: offsets from the outside in, with the decoding between, e.g. '120/base64/0'. */
  readonly path: string;
}

/** Text and deflate streams are opened this often, one inside the other. */
const MAX_DEPTH = 3;
const MAX_INFLATED_BYTES = 64 << 20;

/**
 * Finds every image in arbitrary bytes, the file itself included: JPEG, PNG, WebP, GIF, TIFF (an Exif block
 * counts only when it describes an image) and HEIC/AVIF, also in base64 or hexadecimal text and in zlib
 * streams, whatever container they are in. Knows no container format, so it finds what a parser skips.
 */
export function carveImages(bytes: Uint8Array): CarvedImage[] {
  return carve(Buffer.from(bytes), '', 0);
}

function carve(bytes: Buffer, prefix: string, depth: number): CarvedImage[] {
  const found = (Object.keys(SIGNATURES) as CarvedImage['kind'][]).flatMap((kind) =>
    SIGNATURES[kind].flatMap(({ signature, back, isImage }) =>
      offsetsOf(bytes, signature)
        .map((at) => at - back)
        .filter((at) => at >= 0 && isImage(bytes, at))
        .map((at) => ({ kind, path: `${prefix}${at}` })),
    ),
  );
  if (depth === MAX_DEPTH) return found;
  const inner = [...textRuns(bytes), ...zlibStreams(bytes)].flatMap(({ at, how, content }) =>
    carve(content, `${prefix}${at}/${how}/`, depth + 1),
  );
  return [...found, ...inner];
}

interface Signature {
  readonly signature: string;
  /** How far the image starts before its signature. */
  readonly back: number;
  readonly isImage: (bytes: Buffer, at: number) => boolean;
}

const always = (): boolean => true;

const SIGNATURES: Record<CarvedImage['kind'], readonly Signature[]> = {
  jpeg: [{ signature: '\xff\xd8\xff', back: 0, isImage: isJpegStart }],
  png: [{ signature: '\x89PNG\r\n\x1a\n', back: 0, isImage: always }],
  webp: [{ signature: 'WEBPVP8', back: 8, isImage: always }],
  gif: ['GIF87a', 'GIF89a'].map((signature) => ({ signature, back: 0, isImage: always })),
  tiff: ['II*\0', 'MM\0*'].map((signature) => ({ signature, back: 0, isImage: isTiffImage })),
  heif: ['heic', 'heix', 'mif1', 'avif'].map((brand) => ({
    signature: `ftyp${brand}`,
    back: 4,
    isImage: always,
  })),
};

/** SOI, then a segment after which another marker stands: three bytes alone occur by chance. */
function isJpegStart(bytes: Buffer, at: number): boolean {
  if (at + 6 > bytes.length || bytes[at + 3]! < 0xc0) return false;
  return bytes[at + 4 + bytes.readUInt16BE(at + 4)] === 0xff;
}

/** A directory with image data: width, strips, tiles or a JPEG inside. */
function isTiffImage(bytes: Buffer, at: number): boolean {
  const isLittle = bytes[at] === 0x49;
  const read = (size: 2 | 4, offset: number): number =>
    isLittle ? bytes.readUIntLE(offset, size) : bytes.readUIntBE(offset, size);
  try {
    let directory = at + read(4, at + 4);
    for (let count = 0; count < 4 && directory > at; count += 1) {
      const entries = read(2, directory);
      for (let index = 0; index < entries; index += 1) {
        const tag = read(2, directory + 2 + 12 * index);
        if ([0x100, 0x111, 0x144, 0x201].includes(tag)) return true;
      }
      const next = read(4, directory + 2 + 12 * entries);
      directory = next === 0 ? 0 : at + next;
    }
  } catch {
    return false;
  }
  return false;
}

interface Inner {
  readonly at: number;
  readonly how: string;
  readonly content: Buffer;
}

/** Long runs of base64 or hexadecimal digits, line breaks and their XML escapes allowed in between. */
function textRuns(bytes: Buffer): Inner[] {
  const text = bytes.toString('latin1');
  const breaks = /(?:[\r\n\t ]|&#x[aAdD];)+/g;
  const hex = [...text.matchAll(/[0-9a-fA-F](?:[0-9a-fA-F]|[\r\n]){63,}/g)].map((match) => ({
    at: match.index,
    how: 'hex',
    content: Buffer.from(match[0].replace(breaks, ''), 'hex'),
  }));
  const base64 = [...text.matchAll(/[A-Za-z0-9+/](?:[A-Za-z0-9+/=]|[\r\n]|&#x[aAdD];){63,}/g)];
  // The run may start with letters that belong to the text before it, so all four phases are tried.
  const phases = base64.flatMap((match) =>
    [0, 1, 2, 3].map((phase) => ({
      at: match.index + phase,
      how: 'base64',
      content: Buffer.from(match[0].replace(breaks, '').slice(phase), 'base64'),
    })),
  );
  return [...hex, ...phases];
}

/** Whatever inflates from a zlib header on, wherever that is. */
function zlibStreams(bytes: Buffer): Inner[] {
  return ['\x78\x01', '\x78\x5e', '\x78\x9c', '\x78\xda'].flatMap((signature) =>
    offsetsOf(bytes, signature).flatMap((at) => {
      try {
        const content = inflateSync(bytes.subarray(at), { maxOutputLength: MAX_INFLATED_BYTES });
        return [{ at, how: 'zlib', content }];
      } catch {
        return [];
      }
    }),
  );
}

function offsetsOf(bytes: Buffer, signature: string): number[] {
  const needle = Buffer.from(signature, 'latin1');
  const offsets: number[] = [];
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
    offsets.push(at);
  return offsets;
}
