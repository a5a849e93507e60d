import type { PhotoNote } from '../../shared/photo-note';
import { noteText } from './note-text';

/** As many as a popup shows without scrolling for long. */
const MOST = 5;

/** Fills `list` with the last photos of the page, newest first; gives whether there are any. */
export function showLastPhotos(list: HTMLElement, notes: readonly PhotoNote[]): boolean {
  list.replaceChildren(...notes.slice(0, MOST).map(line));
  return notes.length > 0;
}

function line(note: PhotoNote): HTMLElement {
  const item = document.createElement('li');
  const name = document.createElement('span');
  name.className = 'name';
  name.dir = 'auto';
  name.textContent = note.name;
  const text = document.createElement('span');
  text.className = 'faint';
  text.textContent = noteText(note);
  item.append(name, text);
  return item;
}
