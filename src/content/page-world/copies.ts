import { on, tell } from './bridge';
import { fileOf } from './chosen';
import type { Chosen } from './chosen';
import { originals } from './known';
import { apply, lastModifiedOf, PageError, PagePromise, sizeOf } from './natives';
import { isPossibleImage } from './possible-image';
import { weakMap } from './weak';

interface Waiting {
  readonly resolve: (copy: never) => void;
  readonly reject: (error: Error) => void;
}

/** What the page got in place of which file. */
interface Copy {
  readonly file: File;
  readonly copy: File | Promise<File>;
}

const waiting = Object.create(null) as Record<number, Waiting | undefined>;
let lastId = 0;

/** By entry or handle: asked again for the same content, it gives the same copy. */
const copies = weakMap<object, Copy>();

export function rememberCopy(source: object, file: File, copy: File | Promise<File>): void {
  copies.set(source, { file, copy });
}

/** A file that came out of an entry, a handle or the clipboard, as the page may have it. */
export function copyOf(source: object, file: File): File | Promise<File> {
  if (!isPossibleImage(file)) return file;
  const had = copies.get(source);
  if (had !== undefined && isSame(had.file, file)) return had.copy;
  originals.add(file);
  const copy = askFor<File>({ file });
  rememberCopy(source, file, copy);
  void forgetOnFailure(source, copy);
  return copy;
}

/** The same for a text, in which pictures may be written out. */
export function textCopyOf(text: string): Promise<string> {
  return askFor<string>({ text });
}

function askFor<T>(what: object): Promise<T> {
  return new PagePromise((resolve, reject) => {
    const id = ++lastId;
    waiting[id] = { resolve, reject };
    if (!tell('ask', null, { id, ...what })) refuse(id);
  });
}

function refuse(id: number): void {
  const one = waiting[id];
  waiting[id] = undefined;
  one?.reject(new PageError('The file could not be read', 'NotAllowedError'));
}

async function forgetOnFailure(source: object, copy: Promise<File>): Promise<void> {
  try {
    await copy;
  } catch {
    // Asked again, the person is asked again.
    copies.set(source, { file: {} as File, copy });
  }
}

function isSame(one: File, other: File): boolean {
  try {
    return (
      apply(sizeOf, one, []) === apply(sizeOf, other, []) &&
      apply(lastModifiedOf, one, []) === apply(lastModifiedOf, other, [])
    );
  } catch {
    return false;
  }
}

export function obeyAnswers(): void {
  on('answer', ({ id, chosen, text }) => {
    const one = waiting[id as number];
    if (one === undefined) return false;
    if (chosen === undefined && text === undefined) refuse(id as number);
    else {
      waiting[id as number] = undefined;
      one.resolve((chosen === undefined ? text : fileOf(chosen as Chosen)) as never);
    }
    return true;
  });
}
