import { copyOf } from './copies';
import { hook } from './hook';
import {
  apply,
  exec,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  PageError,
  PagePromise,
} from './natives';
import { mayNamePhoto } from './possible-image';
import { weakSet } from './weak';

const seen = weakSet<object>();

type Done = (value: unknown) => void;

/**
 * Gates what comes out of dropped entries. Chromium gives their classes no name, so a class is found
 * by its first object: every way to an entry leads through here.
 */
export function seeEntry(entry: unknown): void {
  const prototype = isNew(entry);
  if (prototype === undefined) return;
  hook(prototype, 'file', (native, self, args) => {
    const [done, failed] = [args[0], args[1]] as [Done, Done];
    if (typeof done !== 'function') return apply(native, self, args);
    const give = (file: File): void => {
      const copy = copyOf(self as object, file);
      if (copy instanceof PagePromise) void settle(copy, done, failed);
      else done(copy);
    };
    return apply(native, self, [give, failed]);
  });
  hookCallback(prototype, 'getFile', 2, seeEntry);
  hookCallback(prototype, 'getDirectory', 2, seeEntry);
  hook(prototype, 'createReader', (native, self, args) => {
    const reader: unknown = apply(native, self, args);
    const readers = isNew(reader);
    if (readers !== undefined) hookCallback(readers, 'readEntries', 0, seeAll);
    return reader;
  });
  seeBase(getPrototypeOf(prototype));
}

/** Gates what files and directories have in common. */
function seeBase(base: object | null): void {
  if (base === null || seen.has(base)) return;
  seen.add(base);
  hookCallback(base, 'getParent', 0, seeEntry);
  const read = (entry: unknown, name: string): unknown =>
    apply(getOwnPropertyDescriptor(base, name)?.get as () => unknown, entry, []);
  for (const name of ['copyTo', 'moveTo']) {
    hook(base, name, (native, self, args) => {
      const isOwn = apply(exec, OWN_SYSTEM, [nameOfSystem(read(self, 'filesystem'))]) !== null;
      const mayHoldPhoto = read(self, 'isDirectory') === true || mayNamePhoto(read(self, 'name'));
      if (isOwn || !mayHoldPhoto) return apply(native, self, args);
      const failed = args[3];
      if (typeof failed === 'function') {
        const error = new PageError('It may not be copied', 'NotAllowedError');
        void settle(new PagePromise((_, reject) => reject(error)), read as Done, failed);
      }
      return undefined;
    });
  }
}

/** The page's own old file system; what was dropped lies in one of its own. */
const OWN_SYSTEM = /:(?:Temporary|Persistent)$/;

function nameOfSystem(system: unknown): unknown {
  const prototype = getPrototypeOf(system as object) ?? {};
  const name = getOwnPropertyDescriptor(prototype, 'name')?.get as () => unknown;
  return apply(name, system, []);
}

async function settle(copy: Promise<File>, done: Done, failed: unknown): Promise<void> {
  let file: File;
  try {
    file = await copy;
  } catch (error) {
    if (typeof failed === 'function') (failed as Done)(error);
    return;
  }
  done(file);
}

/** The class of an object, the first time that one of it comes along. */
function isNew(object: unknown): object | undefined {
  if (typeof object !== 'object' || object === null) return undefined;
  const prototype = getPrototypeOf(object);
  if (prototype === null || seen.has(prototype)) return undefined;
  seen.add(prototype);
  return prototype;
}

function seeAll(entries: unknown): void {
  const all = entries as readonly unknown[];
  for (let i = 0; i < all.length; i++) seeEntry(all[i]);
}

/** Looks at what a method gives to its callback, the argument at `at`, before the page does. */
function hookCallback(prototype: object, name: string, at: number, look: Done): void {
  hook(prototype, name, (native, self, args) => {
    const done = args[at];
    if (typeof done !== 'function') return apply(native, self, args);
    const given = (value: unknown): void => {
      look(value);
      (done as Done)(value);
    };
    const all = [args[0], args[1], args[2], args[3]];
    all[at] = given;
    return apply(native, self, all);
  });
}
