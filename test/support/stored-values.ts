import type { StoredValues } from '../../src/background/stored-values';

/** A storage area in a map, which answers as late as a real one. */
export function mapStorage(values: Record<string, unknown> = {}): StoredValues & {
  readonly values: Map<string, unknown>;
} {
  const held = new Map(Object.entries(values));
  const later = () => new Promise((resolve) => setImmediate(resolve));
  return {
    values: held,
    get: async (key) => {
      const found = held.get(key);
      await later();
      return found === undefined ? {} : { [key]: structuredClone(found) };
    },
    set: async (changed) => {
      await later();
      for (const [key, value] of Object.entries(changed)) held.set(key, structuredClone(value));
    },
    remove: async (key) => {
      await later();
      held.delete(key);
    },
  };
}
