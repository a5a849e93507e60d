import { createHash } from 'node:crypto';
import { leaksIn, likenessOf } from '../support/oracle-upload';
import { dataUrlsIn } from './files-in';
import type { ReceivedFile } from './files-in';
import type { Sample } from './samples';
import type { Received, Touched } from './server';

/** A piece of the original this long, found anywhere, is a leak. */
const PIECE_BYTES = 32;
const PIECES = 64;

type Photo = Sample & { readonly delivered: Buffer };

/** Decides where bytes come from. Remembers what it has judged: most of a matrix is the same file. */
export class Judge {
  readonly #samples: readonly Sample[];
  readonly #photos: readonly Photo[];
  readonly #pieces: readonly Buffer[];
  readonly #known = new Map<string, Promise<string[]>>();
  readonly #sources = new Map<string, Promise<Sample | undefined>>();

  /** `samples`: all of the matrix; what is no photo has nothing delivered for it. */
  constructor(samples: readonly Sample[]) {
    this.#samples = samples;
    this.#photos = samples.filter((one): one is Photo => one.delivered !== undefined);
    this.#pieces = this.#photos.flatMap(piecesOf);
  }

  /** Every way in which an original is in what arrived or in what the page could read. */
  async leaks(received: readonly Received[], touched: readonly Touched[]): Promise<string[]> {
    const named = [
      ...received.flatMap(({ body, files }) => [
        { how: 'request', bytes: body },
        ...files.map(({ bytes }) => ({ how: 'upload', bytes })),
      ]),
      ...touched.flatMap(({ how, bytes }) => [
        { how, bytes },
        ...dataUrlsIn(bytes).map((file) => ({ how, bytes: file.bytes })),
      ]),
    ];
    const found = await Promise.all(
      named.map(async ({ how, bytes }) => {
        const problems = await this.#remember(bytes);
        return problems.map((problem) => `${how}: ${problem}`);
      }),
    );
    return [...new Set(found.flat())];
  }

  /** Which sample this file was made from, when it is what may leave of it. */
  source(file: ReceivedFile): Promise<Sample | undefined> {
    const key = hashOf(file.bytes);
    const source = this.#sources.get(key) ?? this.#findSource(file.bytes);
    this.#sources.set(key, source);
    return source;
  }

  async #findSource(bytes: Buffer): Promise<Sample | undefined> {
    const same = this.#samples.find(({ original, delivered }) =>
      bytes.equals(delivered ?? original),
    );
    if (same !== undefined) return same;
    for (const photo of this.#photos) {
      if ((await likenessOf(bytes, photo)) === 'delivered') return photo;
    }
    return undefined;
  }

  #remember(bytes: Buffer): Promise<string[]> {
    const key = hashOf(bytes);
    const problems = this.#known.get(key) ?? this.#examine(bytes);
    this.#known.set(key, problems);
    return problems;
  }

  async #examine(bytes: Buffer): Promise<string[]> {
    // Whole, or a piece of it.
    if (this.#photos.some(({ delivered }) => delivered.includes(bytes))) return [];
    // What needs no decoding comes first, and is enough.
    if (this.#pieces.some((piece) => bytes.includes(piece)))
      return ['holds a piece of an original'];
    const problems = await Promise.all(this.#photos.map((photo) => leaksIn(bytes, photo, 'it')));
    return problems.flat();
  }
}

/** Pieces all over the file that what is delivered for it does not have. */
function piecesOf({ original, delivered }: Photo): Buffer[] {
  const step = Math.floor(original.length / PIECES);
  return Array.from({ length: PIECES }, (_, i) =>
    original.subarray(i * step, i * step + PIECE_BYTES),
  ).filter((piece) => piece.length === PIECE_BYTES && !delivered.includes(piece));
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
