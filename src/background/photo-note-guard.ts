import { isErrorCode } from '../shared/error-of';
import { isRecord } from '../shared/is-record';
import type { PhotoNote } from '../shared/photo-note';

const OUTCOMES: readonly unknown[] = [
  'measured',
  'no-face',
  'original',
  'left-out',
] satisfies PhotoNote['outcome'][];
const LONGEST_NAME = 1024;
const MOST_FACES = 10_000;

/** Whether `value` is a note of sane size and nothing more. */
export function isPhotoNote(value: unknown): value is PhotoNote {
  if (!isRecord(value)) return false;
  const { name, outcome, faces, code, ...unknown } = value;
  return (
    typeof name === 'string' &&
    name.length <= LONGEST_NAME &&
    OUTCOMES.includes(outcome) &&
    Number.isInteger(faces) &&
    Number(faces) >= 0 &&
    Number(faces) <= MOST_FACES &&
    (code === undefined || isErrorCode(code)) &&
    Object.keys(unknown).length === 0
  );
}
