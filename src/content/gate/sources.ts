import type { Vector } from '../gesture';
import { addressOf, inlineImages, withImages } from './inline-images';
import { leavingSignal } from './leaving';
import { chosen } from './page-port';
import type { PagePort } from './page-port';

/** Files that a script asks for one after the other in this time are one gesture. */
const TOGETHER_MS = 30;

interface Ask {
  readonly id: number;
  readonly file: File;
}

/**
 * Catches photos that a page reads by itself, after the person opened the way: out of the handles of
 * a picker, a folder, a database, and out of the clipboard.
 */
export function sourceVector(page: PagePort): Vector {
  return (onGesture) => {
    let asks: Ask[] = [];

    const flush = (): void => {
      const batch = asks;
      asks = [];
      onGesture({
        files: batch.map(({ file }) => file),
        superseded: leavingSignal(),
        deliver: (files) => {
          for (const [index, { id }] of batch.entries()) {
            const file = files[index];
            page.order({ kind: 'answer', id, ...(file && { chosen: chosen(file) }) });
          }
          return Promise.resolve();
        },
        abandon: () => {
          for (const { id } of batch) page.order({ kind: 'answer', id });
        },
      });
    };

    const askForText = (id: number, text: string): void => {
      const images = [...inlineImages([text])];
      if (images.length === 0) {
        page.order({ kind: 'answer', id, text });
        return;
      }
      onGesture({
        files: images.map(([, file]) => file),
        hasMore: true,
        superseded: leavingSignal(),
        deliver: async (files) => {
          const results = await Promise.all(
            files.map(async (file) => file && (await addressOf(file))),
          );
          const addresses = new Map(images.map(([address], index) => [address, results[index]]));
          page.order({ kind: 'answer', id, text: withImages(text, addresses) });
        },
        abandon: () => {
          page.order({ kind: 'answer', id });
        },
      });
    };

    page.on('ask', (_, { id, file, text }) => {
      if (typeof text === 'string') askForText(Number(id), text);
      else if (file instanceof File) {
        if (asks.length === 0) setTimeout(flush, TOGETHER_MS);
        asks.push({ id: Number(id), file });
      } else return false;
      return true;
    });
  };
}
