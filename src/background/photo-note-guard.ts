import { isRecord } from '../shared/is-record';
import type { PhotoNote } from '../shared/photo-note';
import { isVerdict } from './verdict-guard';

const OUTCOMES: readonly unknown[] = [
  'measured',
  'no-face',
  'original',
  'left-out',
] satisfies PhotoNote['outcome'][];
const LONGEST_NAME = 1024;

/** Whether `value` is a note of sane size and nothing more. */
export function isPhotoNote(value: unknown): value is PhotoNote {
  if (!isRecord(value)) return false;
  const { name, outcome, verdict, ...unknown } = value;
  return (
    typeof name === 'string' &&
    name.length <= LONGEST_NAME &&
    OUTCOMES.includes(outcome) &&
    isVerdict(verdict) &&
    Object.keys(unknown).length === 0
  );
}
