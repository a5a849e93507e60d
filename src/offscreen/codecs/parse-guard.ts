import { UnnoticedError } from '../../shared/errors';

/**
 * Runs a parser over bytes from a stranger. Reading past the end (a RangeError of a DataView) means
 * that the file stops early or lies about a length: 'corrupt-file', like every other broken structure.
 */
export function parseGuarded<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) throw corruptFile('The file ends too early.', error);
    throw error;
  }
}

/** A 'corrupt-file' error with its cause, if another error is the reason. */
export function corruptFile(message: string, cause?: unknown): UnnoticedError {
  return new UnnoticedError('corrupt-file', message, cause === undefined ? {} : { cause });
}
