/** The part of a storage area that is needed here; tests put a map in its place. */
export interface StoredValues {
  get(key: string): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}
