/** A copy of `record` that lacks `keys`. */
export function without<T extends object, K extends keyof T>(
  record: T,
  ...keys: readonly K[]
): Omit<T, K> {
  const isKept = ([key]: [string, unknown]) => !(keys as readonly PropertyKey[]).includes(key);
  return Object.fromEntries(Object.entries(record).filter(isKept)) as Omit<T, K>;
}
