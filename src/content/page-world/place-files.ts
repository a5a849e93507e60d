import {
  add,
  addEventListener,
  apply,
  composedPath,
  dataOf,
  defineProperty,
  dispatchEvent,
  itemsOf,
  listOf,
  PageEvent,
  PageFile,
  PageTransfer,
  postMessage,
  preventDefault,
  setList,
  stopImmediatePropagation,
} from './natives';

interface Chosen {
  readonly content: Blob;
  readonly name: string;
  readonly type: string;
  readonly lastModified: number;
  /** webkitRelativePath, which no constructor takes. */
  readonly path: string;
}

interface Delivery {
  readonly id: number;
  readonly files: readonly Chosen[];
}

/**
 * Gives files to inputs as a person's choice would: the list, one `input`, one `change`. The files
 * come over `port` and are acknowledged; an event named `placeEvent` on the input then says where.
 */
export function placeFiles(port: MessagePort, placeEvent: string): void {
  // No prototype: a page may have put something on Object.prototype.
  const held = Object.create(null) as Record<number, readonly Chosen[] | undefined>;
  port.onmessage = (message) => {
    const { id, files } = apply(dataOf, message, []) as Delivery;
    held[id] = files;
    apply(postMessage, port, [id]);
  };
  const place = (event: Event): void => {
    apply(stopImmediatePropagation, event, []);
    const id = apply(dataOf, event, []) as number;
    const path = apply(composedPath, event, []);
    const files = held[id];
    if (files === undefined) return;
    held[id] = undefined;
    // The answer to the gate: it is done before dispatchEvent returns there.
    apply(preventDefault, event, []);
    const input = path[0];
    apply(setList, input, [listFrom(files)]);
    apply(dispatchEvent, input, [new PageEvent('input', { bubbles: true, composed: true })]);
    apply(dispatchEvent, input, [new PageEvent('change', { bubbles: true })]);
  };
  apply(addEventListener, window, [placeEvent, place, true]);
}

function listFrom(files: readonly Chosen[]): unknown {
  const transfer = new PageTransfer();
  const items: unknown = apply(itemsOf, transfer, []);
  // By index: a page may have changed what iterating an array means.
  for (let i = 0; i < files.length; i++) {
    const { content, name, type, lastModified, path } = files[i] as Chosen;
    const file = new PageFile([content], name, { type, lastModified });
    if (path !== '') defineProperty(file, 'webkitRelativePath', { value: path, enumerable: true });
    apply(add, items, [file]);
  }
  return apply(listOf, transfer, []);
}
