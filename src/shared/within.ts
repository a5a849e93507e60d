import { UnnoticedError } from './errors';

/** The promise's own end, or a rejection with `timeout` when it has none after `limitMs`. */
export async function within<T>(limitMs: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new UnnoticedError('timeout', `No answer within ${limitMs} ms`));
    }, limitMs);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}
