import type { ErrorCode } from './errors';

/** The key of an error's text: codes have dashes, keys may not. */
export function errorKey(code: ErrorCode): string {
  return `error_${code.replaceAll('-', '_')}`;
}
