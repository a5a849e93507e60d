import type { PhotoNote } from '../../src/shared/photo-note';
import { sentenceOf } from '../sentence';

/** What became of the photo, in one line. */
export function endText({ outcome, verdict }: PhotoNote): string {
  const said = sentenceOf(verdict);
  switch (outcome) {
    case 'measured':
      return `The site got the changed photo. ${said}`;
    case 'no-face':
      return `The site got the photo without its metadata. ${said}`;
    case 'original':
      return `The site got the original. ${said}`;
    case 'left-out':
      return `The site got nothing. ${said}`;
  }
}
