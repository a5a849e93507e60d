import { UnnoticedError } from '../../shared/errors';
import type { Vector } from '../gesture';
import { keep } from './drop';
import { insertInto } from './editable';
import { leavingSignal } from './leaving';
import type { PagePort } from './page-port';
import { Transfer } from './transfer';
import type { WindowListeners } from './window-listeners';

/** Catches photos that are pasted: files, and pictures written out in pasted HTML. */
export function pasteVector(page: PagePort, listeners: WindowListeners): Vector {
  return (onGesture, onPassing) => {
    listeners.add('paste', (event) => {
      if (!event.isTrusted || !(event instanceof ClipboardEvent)) return;
      if (event.clipboardData === null) return;
      const transfer = new Transfer(event.clipboardData);
      if (!transfer.hasPhoto && !transfer.hasRichPictures) {
        onPassing(transfer.files);
        return;
      }
      event.stopImmediatePropagation();
      event.preventDefault();
      const id = keep(page);
      const target = event.composedPath()[0] as Node;
      const { bubbles, cancelable, composed } = event;
      onGesture({
        files: transfer.files,
        hasMore: transfer.hasMore,
        superseded: leavingSignal(),
        deliver: async (files) => {
          const parts = await transfer.parts(files);
          if (!target.isConnected) {
            throw new UnnoticedError('page-changed', 'The element is no longer in the page');
          }
          const init = { bubbles, cancelable, composed };
          const isTaken = page.order({ kind: 'paste', id, parts, init }, target);
          if (!isTaken) await insertInto(target, parts, page);
        },
      });
    });
  };
}
