import { on } from './bridge';
import type { Order } from './bridge';
import { fileOf } from './chosen';
import type { Chosen } from './chosen';
import { rememberCopy } from './copies';
import { known, originals } from './known';
import {
  add,
  apply,
  dispatchEvent,
  draggedOf,
  getAsFile,
  getAsFileSystemHandle,
  itemsOf,
  PageDrag,
  PageEvent,
  PagePaste,
  PageTransfer,
  pastedOf,
  setEffect,
  setFiles,
  transferFilesOf,
  webkitGetAsEntry,
} from './natives';
import { weakMap } from './weak';

/** One item of a drop or a paste. `at`: its place among the items that the person handed over. */
type Part =
  | { readonly kind: 'file'; readonly at: number; readonly chosen: Chosen }
  | { readonly kind: 'folder'; readonly at: number }
  | { readonly kind: 'text'; readonly type: string; readonly text: string };

/** What the file system knows of a dropped item, and no list made by a script can say again. */
interface Place {
  readonly file: File | null;
  readonly entry: unknown;
  readonly handle: unknown;
}

/** The transfer of the trusted drop or paste that is going on, or was the last. */
let current: unknown;
const kept = Object.create(null) as Record<number, Record<number, Place | undefined> | undefined>;
/** Where our own items came from. */
export const placeOf = weakMap<File, Place>();

/** Runs before the gate's own listener, so that it can say `keep` in the same event. */
export function noticeTransfer(event: Event): void {
  if (!event.isTrusted) return;
  current = apply(event.type === 'drop' ? draggedOf : pastedOf, event, []);
  const items = itemsIn(current);
  for (let i = 0; ; i++) {
    const item = items[i];
    if (item === undefined) return;
    // A folder stands among the files as one that nobody can read: no photo. Some sites count it.
    const entry = apply(webkitGetAsEntry, item, []);
    if (entry?.isDirectory) known.add(apply(getAsFile, item, []) as File);
  }
}

function itemsIn(transfer: unknown): Readonly<Record<number, DataTransferItem | undefined>> {
  return apply(itemsOf, transfer, []) as Readonly<Record<number, DataTransferItem | undefined>>;
}

function put(transfer: unknown, ...value: unknown[]): void {
  apply(add, apply(itemsOf, transfer, []), value);
}

/** The list, one `input`, one `change`: what a person's choice does. */
function choose(input: EventTarget, chosen: readonly Chosen[]): true {
  const transfer = new PageTransfer();
  // By index: a page may have changed what iterating an array means.
  for (let i = 0; i < chosen.length; i++) put(transfer, fileOf(chosen[i] as Chosen));
  apply(setFiles, input, [apply(transferFilesOf, transfer, [])]);
  apply(dispatchEvent, input, [new PageEvent('input', { bubbles: true, composed: true })]);
  apply(dispatchEvent, input, [new PageEvent('change', { bubbles: true })]);
  return true;
}

/** Reads what can only be read during the event. */
function keep({ id }: Order): true {
  const items = itemsIn(current);
  const places = Object.create(null) as Record<number, Place | undefined>;
  for (let i = 0; ; i++) {
    const item = items[i];
    if (item === undefined) break;
    const file = apply(getAsFile, item, []);
    if (file !== null) originals.add(file);
    places[i] = {
      file,
      entry: file && apply(webkitGetAsEntry, item, []),
      handle: file && apply(getAsFileSystemHandle, item, []),
    };
  }
  kept[id as number] = places;
  return true;
}

function transferOf(id: number, parts: readonly Part[]): unknown {
  const transfer = new PageTransfer();
  const places = kept[id] ?? {};
  kept[id] = undefined;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part;
    if (part.kind === 'text') put(transfer, part.text, part.type);
    else {
      const place = places[part.at];
      const file = part.kind === 'file' ? fileOf(part.chosen) : place?.file;
      if (!file) continue;
      known.add(file);
      if (place) remember(place, file);
      put(transfer, file);
    }
  }
  return transfer;
}

/** Asked for the same file by its entry or its handle, a page gets the copy that it has. */
function remember(place: Place, copy: File): void {
  placeOf.set(copy, place);
  if (place.file === null) return;
  if (place.entry) rememberCopy(place.entry, place.file, copy);
  void rememberHandle(place.handle, place.file, copy);
}

async function rememberHandle(handle: unknown, file: File, copy: File): Promise<void> {
  try {
    const found = await handle;
    if (found) rememberCopy(found, file, copy);
  } catch {
    // Something without a handle, such as a picture out of another page.
  }
}

/** True when the page's own handlers took the event; otherwise the gate does what the browser would. */
function drop({ id, parts, init }: Order, target: EventTarget): boolean {
  const transfer = transferOf(id as number, parts as Part[]);
  apply(setEffect, transfer, ['copy']);
  const event = new PageDrag('drop', { ...(init as object), dataTransfer: transfer as never });
  return !apply(dispatchEvent, target, [event]);
}

function paste({ id, parts, init }: Order, target: EventTarget): boolean {
  const clipboardData = transferOf(id as number, parts as Part[]) as never;
  const event = new PagePaste('paste', { ...(init as object), clipboardData });
  return !apply(dispatchEvent, target, [event]);
}

/** The drag is over and nothing comes of it: what the page had put up for it goes away. */
function leave({ id, init }: Order, target: EventTarget): true {
  kept[id as number] = undefined;
  apply(dispatchEvent, target, [new PageDrag('dragleave', init as object)]);
  return true;
}

export function obeyDeliveries(): void {
  on('choose', ({ chosen }, input) => choose(input, chosen as Chosen[]));
  on('keep', keep);
  on('drop', drop);
  on('paste', paste);
  on('leave', leave);
}
