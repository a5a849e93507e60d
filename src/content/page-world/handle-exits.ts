import { tell } from './bridge';
import { hook } from './hook';
import { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys, PageError } from './natives';
import { isImageName } from './possible-image';

/** How deep into a message, and how far along each list of it, a handle is looked for. */
const DEPTH = 3;
const WIDTH = 200;

const { isArray } = Array;

/** An object literal, of whatever frame. */
function isPlain(value: object): boolean {
  const prototype = getPrototypeOf(value);
  return prototype === null || getPrototypeOf(prototype) === null;
}

/**
 * A worker is a world of its own, into which an extension has no script: a file handle that is sent
 * there would be read there. One that is named like a photo may not go; it can be read in the page.
 */
export function guardHandleExits(): void {
  if (typeof FileSystemFileHandle !== 'function') return;
  const Handle = FileSystemFileHandle;
  const nameOf = getOwnPropertyDescriptor(FileSystemHandle.prototype, 'name')?.get;
  if (nameOf === undefined) return;

  const holdsPhoto = (value: unknown, depth: number): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    if (value instanceof Handle) return isImageName(apply(nameOf, value, []));
    if (depth === 0) return false;
    const keys = isArray(value) ? undefined : isPlain(value) ? ownKeys(value) : [];
    const length = keys?.length ?? (value as readonly unknown[]).length;
    for (let i = 0; i < length && i < WIDTH; i++) {
      // Data only: a getter is the page's own code, and may answer differently each time.
      const own = getOwnPropertyDescriptor(value, keys?.[i] ?? i);
      if (holdsPhoto(own?.value, depth - 1)) return true;
    }
    return false;
  };

  const senders = [Worker, MessagePort, globalThis.ServiceWorker] as const;
  for (const sender of senders) {
    if (typeof sender !== 'function') continue;
    hook(sender.prototype, 'postMessage', (native, self, args) => {
      if (holdsPhoto(args[0], DEPTH)) {
        tell('tripped', null);
        throw new PageError('The handle could not be cloned', 'DataCloneError');
      }
      return apply(native, self, args);
    });
  }
}
