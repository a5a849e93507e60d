import { tell } from './bridge';
import { hook } from './hook';
import {
  apply,
  eachOfMap,
  eachOfSet,
  getOwnPropertyDescriptor,
  isView,
  ownKeys,
  PageError,
  PageMap,
  PageSet,
} from './natives';
import { mayNamePhoto } from './possible-image';
import { weakSet } from './weak';

/** In how many objects of a message, and at how many values in all, a handle is looked for. */
const OBJECTS = 5000;
const VALUES = 50_000;

const { isArray } = Array;

/**
 * A worker is a world of its own, into which an extension has no script: a file handle that is sent
 * there would be read there. One whose name may be a photo's may not go; it can be read in the page.
 */
export function guardHandleExits(): void {
  if (typeof FileSystemFileHandle !== 'function') return;
  const Handle = FileSystemFileHandle;
  const nameOf = getOwnPropertyDescriptor(FileSystemHandle.prototype, 'name')?.get;
  if (nameOf === undefined) return;

  const holdsPhoto = (message: unknown): boolean => {
    let left = OBJECTS;
    let values = VALUES;
    const seen = weakSet<object>();
    const look = (value: unknown): boolean => {
      if (typeof value !== 'object' || value === null) return false;
      if (value instanceof Handle) return mayNamePhoto(apply(nameOf, value, []));
      if (isView(value) || seen.has(value) || left-- <= 0) return false;
      seen.add(value);
      const parts = partsOf(value, values);
      values -= parts.length;
      for (let i = 0; i < parts.length; i++) {
        if (look(parts[i])) return true;
      }
      return false;
    };
    return look(message);
  };

  const senders = [Worker, MessagePort, BroadcastChannel, globalThis.ServiceWorker] as const;
  for (const sender of senders) {
    if (typeof sender !== 'function') continue;
    hook(sender.prototype, 'postMessage', (native, self, args) => {
      if (holdsPhoto(args[0])) {
        tell('tripped', null);
        throw new PageError('The handle could not be cloned', 'DataCloneError');
      }
      return apply(native, self, args);
    });
  }
}

/** What is copied with an object: what a map or a set holds, or its own values. */
function partsOf(value: object, most: number): readonly unknown[] {
  const parts: unknown[] = [];
  let count = 0;
  const take = (part: unknown): void => {
    if (count < most) parts[count++] = part;
  };
  if (value instanceof PageMap) {
    const both = (part: unknown, key: unknown): void => {
      take(part);
      take(key);
    };
    apply(eachOfMap, value, [both]);
    return parts;
  }
  if (value instanceof PageSet) {
    apply(eachOfSet, value, [take]);
    return parts;
  }
  const keys = isArray(value) ? undefined : ownKeys(value);
  const length = keys?.length ?? (value as readonly unknown[]).length;
  for (let i = 0; i < length && i < most; i++) {
    // Data only: a getter is the page's own code, and may answer differently each time.
    take(getOwnPropertyDescriptor(value, keys?.[i] ?? i)?.value);
  }
  return parts;
}
