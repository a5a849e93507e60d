import { UnnoticedError } from '../../shared/errors';
import type { Vector } from '../gesture';
import { insertInto } from './editable';
import type { PagePort } from './page-port';
import { leavingSignal } from './leaving';
import { Transfer } from './transfer';
import type { WindowListeners } from './window-listeners';

/** Numbers the transfers that the page-world part keeps something of. */
let lastId = 0;

export function nextTransferId(): number {
  return ++lastId;
}

/**
 * Catches photos that are dropped on the page: files, pictures out of another page, pictures written
 * out in dropped HTML. What a page's own element drags about in it, the page has already.
 */
export function dropVector(page: PagePort, listeners: WindowListeners): Vector {
  return (onGesture, onPassing) => {
    let own: { readonly start: Event; readonly source: Node } | undefined;
    listeners.add('dragstart', (event) => {
      if (event.isTrusted) own = { start: event, source: event.composedPath()[0] as Node };
    });
    listeners.add('dragend', (event) => {
      if (event.isTrusted) own = undefined;
    });
    listeners.add('drop', (event) => {
      if (!event.isTrusted || !(event instanceof DragEvent) || event.dataTransfer === null) return;
      // Of a drag that the page cancelled, or whose element has left the document, there comes no
      // dragend: this drop is another one's.
      if (own?.source.isConnected === true && !own.start.defaultPrevented) return;
      const transfer = new Transfer(event.dataTransfer);
      if (!transfer.hasPhoto && !transfer.hasRichPictures) {
        onPassing(transfer.files);
        return;
      }
      event.stopImmediatePropagation();
      event.preventDefault();
      const id = keep(page);
      const target = event.composedPath()[0] as Node;
      const init = initOf(event);
      onGesture({
        files: transfer.files,
        hasMore: transfer.hasMore,
        superseded: leavingSignal(),
        deliver: async (files) => {
          const parts = await transfer.parts(files);
          const place = target.isConnected ? target : elementAt(init);
          if (place === null) throw new UnnoticedError('page-changed', 'Nothing is there any more');
          const isTaken = page.order({ kind: 'drop', id, parts, init }, place);
          if (!isTaken) await insertInto(place, parts, page, init);
        },
        abandon: () => {
          page.order({ kind: 'leave', id, init }, target);
        },
      });
    });
  };
}

/** What is dropped on an element of a page can be read by its own world during the event only. */
export function keep(page: PagePort): number {
  const id = nextTransferId();
  try {
    page.order({ kind: 'keep', id });
  } catch {
    // Without a part in the page nothing can be delivered either, and that is said then.
  }
  return id;
}

function initOf(event: DragEvent): DragEventInit {
  const { bubbles, cancelable, composed, detail } = event;
  const { clientX, clientY, screenX, screenY, button, buttons } = event;
  const { ctrlKey, shiftKey, altKey, metaKey } = event;
  return {
    ...{ bubbles, cancelable, composed, detail, clientX, clientY, screenX, screenY },
    ...{ button, buttons, ctrlKey, shiftKey, altKey, metaKey },
  };
}

function elementAt({ clientX = 0, clientY = 0 }: DragEventInit): Element | null {
  return document.elementFromPoint(clientX, clientY);
}
