import { on, tell } from './bridge';
import { placeOf } from './deliver';
import { seeEntry } from './entries';
import { hook } from './hook';
import { holdsOriginal, known, originals } from './known';
import { apply, getAsFile, inputFilesOf, PageTransfer, transferFilesOf } from './natives';
import { isPossibleImage } from './possible-image';

const nothing = apply(transferFilesOf, new PageTransfer(), []);

/**
 * The list of a file input without any original. The gate is told of one, takes it as if it had
 * caught it in the event, and the page sees an empty list meanwhile.
 */
export function guardedFiles(input: EventTarget): unknown {
  const files = apply(inputFilesOf, input, []);
  if (files === null || !holdsOriginal(files)) return files;
  tell('found', input);
  const left = apply(inputFilesOf, input, []);
  return holdsOriginal(left) ? nothing : left;
}

function fileIn(item: unknown): File | null {
  return apply(getAsFile, item as DataTransferItem, []);
}

/** Gates every list out of which a page can take a file, whatever event it came by. */
export function guardLists(): void {
  hook(HTMLInputElement.prototype, 'files', (_, self) => guardedFiles(self as EventTarget));
  hook(HTMLInputElement.prototype, 'webkitEntries', (native, self, args) => {
    const entries = apply(native, self, args) as unknown[];
    for (let i = 0; i < entries.length; i++) seeEntry(entries[i]);
    return entries;
  });
  hook(DataTransfer.prototype, 'files', (native, self, args) => {
    const files: unknown = apply(native, self, args);
    return holdsOriginal(files) ? nothing : files;
  });
  hook(DataTransferItem.prototype, 'getAsFile', (_, self) => {
    const file = fileIn(self);
    if (file === null || known.has(file) || !isPossibleImage(file)) return file;
    originals.add(file);
    return null;
  });
  // What scripts made themselves, or had been given, they may put into lists and take out again.
  hook(DataTransferItemList.prototype, 'add', (native, self, args) => {
    const item: unknown = apply(native, self, args);
    const file = args[0];
    if (typeof file === 'object' && file !== null && !originals.has(file)) known.add(file);
    return item;
  });
  // An item of ours is no file on the disk; what it stands for is.
  hook(DataTransferItem.prototype, 'webkitGetAsEntry', (native, self, args) => {
    const file = fileIn(self);
    const entry: unknown = (file && placeOf.get(file)?.entry) ?? apply(native, self, args);
    seeEntry(entry);
    return entry;
  });
  hook(DataTransferItem.prototype, 'getAsFileSystemHandle', (native, self, args) => {
    const file = fileIn(self);
    return (file && placeOf.get(file)?.handle) ?? apply(native, self, args);
  });
  on('isOriginal', (_, input) => holdsOriginal(apply(inputFilesOf, input, [])));
}
