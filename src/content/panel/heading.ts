import type { PhotoRow } from './photo-row';
import { fill } from './texts';
import type { Texts } from './texts';

/** What is going on in all, such as "2 photos - face 3 of 5". */
export function headingText(
  photos: readonly Pick<PhotoRow, 'faces' | 'state'>[],
  texts: Texts,
): string {
  if (photos.length === 0) return texts.done;
  if (photos.some(({ state }) => state === 'asking')) return texts.asks;
  const count = photos.length === 1 ? texts.onePhoto : fill(texts.photos, photos.length);
  const found = photos.reduce((sum, { faces }) => sum + faces.found, 0);
  const done = photos.reduce((sum, { faces }) => sum + faces.done, 0);
  if (found === 0) return count;
  return `${count} – ${fill(texts.face, Math.min(found, done + 1), found)}`;
}
