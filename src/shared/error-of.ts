import { ERROR_CODES, UnnoticedError } from './errors';
import type { ErrorCode } from './errors';

/** Whether `value` is one of the closed list of codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return (ERROR_CODES as readonly unknown[]).includes(value);
}

/**
 * Any thrown thing as an error with a code. An error that already carries one of our codes keeps
 * it (the engine's own class does); everything else is `fallback`.
 */
export function errorOf(thrown: unknown, fallback: ErrorCode = 'internal'): UnnoticedError {
  if (thrown instanceof UnnoticedError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return new UnnoticedError(isErrorCode(code) ? code : fallback, message, { cause: thrown });
}
