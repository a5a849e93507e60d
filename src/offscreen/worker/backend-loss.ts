import { isErrorCode } from '../../shared/error-of';
import type { RunningBackend } from './choose-backend';

const OUT_OF_MEMORY = /out of memory|cannot enlarge memory|allocation failed|memory access/i;
const WEBGL_TROUBLE = /context lost|unable to create webgl|failed to (compile|link)/i;

/**
 * Whether `error` says that the backend can go no further, so that another may try. An error with
 * one of our own codes is about the photo or the job, never about the backend.
 */
export function isBackendLoss(
  error: unknown,
  backend: Pick<RunningBackend, 'name' | 'isLost'>,
): boolean {
  if (backend.isLost()) return true;
  if (!(error instanceof Error)) return false;
  if ('code' in error && isErrorCode(error.code)) return false;
  if (OUT_OF_MEMORY.test(error.message)) return true;
  return backend.name === 'webgl'
    ? WEBGL_TROUBLE.test(error.message)
    : error instanceof WebAssembly.RuntimeError;
}
