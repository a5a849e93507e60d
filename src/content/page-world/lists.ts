import { on, tell } from './bridge';
import { placeOf } from './deliver';
import { seeEntry } from './entries';
import { hook } from './hook';
import { holdsOriginal, known, originals } from './known';
import {
  apply,
  getAsFile,
  inputFilesOf,
  PageInput,
  PageItem,
  PageTransfer,
  setFiles,
  transferFilesOf,
} from './natives';
import { isPossibleImage } from './possible-image';

const nothing = apply(transferFilesOf, new PageTransfer(), []);

/**
 * The list of a file input without any original. The gate is told of one, takes it as if it had
 * caught it in the event, and the page sees an empty list meanwhile.
 */
export function guardedFiles(input: EventTarget): unknown {
  // First of all, so that what is no input fails as it always did.
  const files = apply(inputFilesOf, input, []);
  if (!(input instanceof PageInput)) return theirOwn(input, 'files');
  if (files === null || !holdsOriginal(files)) return files;
  tell('found', input);
  const left = apply(inputFilesOf, input, []);
  if (!holdsOriginal(left)) return left;
  // Nobody took it, and a form would send what is in the list without asking it.
  apply(setFiles, input, [nothing]);
  return nothing;
}

/**
 * What another frame's object says by its own methods, to which that frame's gate belongs. A method
 * can be called on any frame's objects, and each gate knows what it handed over itself.
 */
function theirOwn(object: unknown, name: string): unknown {
  return (object as Record<string, unknown>)[name];
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
    if (!(self instanceof PageTransfer)) return theirOwn(self, 'files');
    return holdsOriginal(files) ? nothing : files;
  });
  hook(DataTransferItem.prototype, 'getAsFile', (_, self, args) => {
    const file = fileIn(self);
    if (!(self instanceof PageItem)) {
      return apply(theirOwn(self, 'getAsFile') as () => unknown, self, args);
    }
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
    const file = self instanceof PageItem ? fileIn(self) : null;
    return (file && placeOf.get(file)?.handle) ?? apply(native, self, args);
  });
  on('isOriginal', (_, input) => holdsOriginal(apply(inputFilesOf, input, [])));
}
