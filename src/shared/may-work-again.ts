import type { ErrorCode } from './errors';

/** What is wrong with a file stays wrong; what went wrong with the work may go right. */
const FINAL: readonly ErrorCode[] = [
  'empty-file',
  'unsupported-format',
  'unsupported-colour',
  'not-a-photo',
  'animated',
  'too-large',
  'corrupt-file',
  'weights-corrupt',
  'no-structured-clone',
];

/** Whether to offer the same photo another try. */
export function mayWorkAgain(code: ErrorCode): boolean {
  return !FINAL.includes(code);
}
