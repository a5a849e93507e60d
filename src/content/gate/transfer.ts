import { addressOf, inlineImages, withImages } from './inline-images';
import { chosen } from './page-port';
import type { Chosen } from './page-port';
import { isPossibleImage } from './possible-image';

/** One item of a drop or a paste, as it was handed over. `at` is its place among all of them. */
type Item =
  | { readonly kind: 'file'; readonly at: number; readonly file: File }
  | { readonly kind: 'folder'; readonly at: number }
  | { readonly kind: 'text'; readonly type: string; readonly text: string };

/** The same, as the page gets it; page-world/deliver.ts has the same. */
export type Part =
  | { readonly kind: 'file'; readonly at: number; readonly chosen: Chosen }
  | { readonly kind: 'folder'; readonly at: number }
  | { readonly kind: 'text'; readonly type: string; readonly text: string };

/** Everything in a drop or a paste. It can be read during the event only, so all of it at once. */
export class Transfer {
  readonly #items: readonly Item[];
  /** Pictures written out in its texts, by address. */
  readonly #inline: ReadonlyMap<string, File>;
  /** Its files, then the pictures in its texts. */
  readonly files: readonly File[];

  constructor(transfer: DataTransfer) {
    this.#items = itemsOf(transfer);
    this.#inline = inlineImages(
      this.#items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])),
    );
    this.files = [
      ...this.#items.flatMap((item) => (item.kind === 'file' ? [item.file] : [])),
      ...this.#inline.values(),
    ];
  }

  /**
   * Whether a rich text holds pictures: as hex digits, in formats that nobody can tell apart before
   * they are read. It does not go; HTML and plain text of the same go.
   */
  get hasRichPictures(): boolean {
    return this.#items.some(isRichWithPictures);
  }

  get hasPhoto(): boolean {
    return this.files.some(isPossibleImage);
  }

  /** Texts and folders: they go also without any file. */
  get hasMore(): boolean {
    return this.#items.some(({ kind }) => kind !== 'file');
  }

  /** `files` are those of this transfer, in order, as they may go; undefined where one may not. */
  async parts(files: readonly (File | undefined)[]): Promise<readonly Part[]> {
    const results = new Map(this.files.map((file, index) => [file, files[index]]));
    const addresses = new Map<string, string | undefined>();
    for (const [address, file] of this.#inline) {
      const result = results.get(file);
      addresses.set(address, result && (await addressOf(result)));
    }
    return this.#items.flatMap((item): readonly Part[] => {
      if (isRichWithPictures(item)) return [];
      if (item.kind === 'text') return [{ ...item, text: withImages(item.text, addresses) }];
      if (item.kind === 'folder') return [item];
      const result = results.get(item.file);
      return result === undefined ? [] : [{ kind: 'file', at: item.at, chosen: chosen(result) }];
    });
  }
}

/** RTF as word processors copy it: `\pict` begins a picture. */
function isRichWithPictures(item: Item): boolean {
  return item.kind === 'text' && /\/rtf$/i.test(item.type) && item.text.includes(String.raw`\pict`);
}

function itemsOf(transfer: DataTransfer): Item[] {
  return [...transfer.items].flatMap((item, at): readonly Item[] => {
    if (item.kind === 'string') {
      return [{ kind: 'text', type: item.type, text: transfer.getData(item.type) }];
    }
    // A folder looks like an empty file without a type; its files come out of the data gate.
    if (item.webkitGetAsEntry()?.isDirectory === true) return [{ kind: 'folder', at }];
    const file = item.getAsFile();
    return file === null ? [] : [{ kind: 'file', at, file }];
  });
}
