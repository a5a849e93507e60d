import { errorKey } from '../shared/error-key';
import { ERROR_CODES } from '../shared/errors';
import { isRecord } from '../shared/is-record';
import { VERDICT_CASES, VERDICT_KEYS } from '../shared/verdict';
import type { Verdict } from '../shared/verdict';

const CASES: readonly unknown[] = VERDICT_CASES;
/** A content script names a text, and does not bring one. */
const KEYS: readonly unknown[] = [...VERDICT_KEYS, ...ERROR_CODES.map(errorKey)];
const MOST_ARGS = 2;
const MOST_FACES = 10_000;
/** A figure between 0 and 1 as it is shown. */
const FIGURE = /^\d\.\d{3}$/;

/** Whether `value` is a verdict that can be said: a known text, and numbers of sane size in it. */
export function isVerdict(value: unknown): value is Verdict {
  if (!isRecord(value)) return false;
  const { case: name, key, args, ...unknown } = value;
  return (
    CASES.includes(name) &&
    KEYS.includes(key) &&
    Array.isArray(args) &&
    args.length <= MOST_ARGS &&
    args.every((arg) => isCount(arg) || (typeof arg === 'string' && FIGURE.test(arg))) &&
    Object.keys(unknown).length === 0
  );
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_FACES;
}
