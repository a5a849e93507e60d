import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorKey } from '../../src/shared/error-key';
import type { PhotoNote } from '../../src/shared/photo-note';

const TEXTS = join(resolve(import.meta.dirname, '../..'), '_locales/en/messages.json');

/** What became of the photo, in one line. */
export function endText({ outcome, faces, code }: PhotoNote): string {
  switch (outcome) {
    case 'measured':
      return `Faces harder to match, measured on the file that the site got: ${faces}`;
    case 'no-face':
      return 'No face was found: the site got the photo without its metadata';
    case 'original':
      return 'The site got the original';
    case 'left-out':
      return `The site got nothing. ${code === undefined ? '' : textOf(errorKey(code))}`;
  }
}

function textOf(key: string): string {
  const texts = JSON.parse(readFileSync(TEXTS, 'utf8')) as Record<string, { message: string }>;
  return texts[key]?.message ?? key;
}
