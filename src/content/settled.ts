import type { PhotoNote } from '../shared/photo-note';
import { verdictOfFailure } from '../shared/verdict';
import type { PhotoView } from './gesture-view';

/** What the page gets of one photo; no file where it gets nothing. */
export interface Settled {
  readonly file?: File;
  readonly note: PhotoNote;
}

/** A file that goes as it is, unasked: nothing is done about its kind, and the person is told. */
export function passedOn(file: File, view: PhotoView | undefined): Settled {
  const verdict = verdictOfFailure('not-a-photo');
  view?.showSettled('original', verdict);
  return { file, note: { name: file.name, outcome: 'original', verdict } };
}
