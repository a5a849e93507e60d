import { copyOf, textCopyOf } from './copies';
import { hook } from './hook';
import { apply, exec, PageBlob, PageFile, sliceText, text, typeOf } from './natives';
import { isImageType } from './possible-image';
import { weakSet } from './weak';

/** What `navigator.clipboard.read` gave; a page makes items of its own too. */
const pasted = weakSet<object>();

/** Gates files that come out of handles (of a picker, a drop, a database, a launch) and the clipboard. */
export function guardHandles(): void {
  if (typeof FileSystemFileHandle === 'function') {
    hook(FileSystemFileHandle.prototype, 'getFile', async (native, self, args) => {
      const file = (await apply(native, self, args)) as File;
      return (await isOwn(self as FileSystemHandle)) ? file : copyOf(self as object, file);
    });
  }
  if (typeof ClipboardItem !== 'function') return;
  hook(Clipboard.prototype, 'read', async (native, self, args) => {
    const items = (await apply(native, self, args)) as object[];
    for (let i = 0; i < items.length; i++) pasted.add(items[i] as object);
    return items;
  });
  hook(Clipboard.prototype, 'readText', async (native, self, args) =>
    textCopyOf((await apply(native, self, args)) as string),
  );
  hook(ClipboardItem.prototype, 'getType', async (native, self, args) => {
    const blob = (await apply(native, self, args)) as Blob;
    if (!pasted.has(self as object)) return blob;
    const type = withoutWeb(apply(typeOf, blob, []) as string);
    if (!isImageType(type)) return withoutPhotos(blob, type);
    const init = { __proto__: null, type, lastModified: 0 };
    return copyOf(self as object, new PageFile([blob], 'image', init));
  });
}

async function withoutPhotos(blob: Blob, type: string): Promise<Blob> {
  if (type !== 'text/html' && type !== 'text/plain') return blob;
  const init = { __proto__: null, type: apply(typeOf, blob, []) as string };
  return new PageBlob([await textCopyOf(await apply(text, blob, []))], init);
}

const WEB = /^web /i;

/** The type of what a program put there in a format of its own (`web image/jpeg`). */
function withoutWeb(type: string): string {
  return apply(exec, WEB, [type]) === null ? type : apply(sliceText, type, ['web '.length]);
}

const storage = globalThis.isSecureContext ? navigator.storage : undefined;
const { getDirectory } = storage ?? {};
const { resolve } =
  typeof FileSystemDirectoryHandle === 'function' ? FileSystemDirectoryHandle.prototype : {};

/** Whether a file lies in the page's own private storage, into which only its scripts write. */
async function isOwn(handle: FileSystemHandle): Promise<boolean> {
  try {
    if (getDirectory === undefined || resolve === undefined || storage === undefined) return false;
    const root = await apply(getDirectory, storage, []);
    return (await apply(resolve, root, [handle])) !== null;
  } catch {
    return false;
  }
}
