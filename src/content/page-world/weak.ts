import { defineProperty } from './natives';

/** A set that goes on working when a page changes what sets do. */
export function weakSet<T extends object>(): Pick<WeakSet<T>, 'has' | 'add'> {
  const set = new WeakSet<T>();
  const { has, add } = set;
  defineProperty(set, 'has', { value: has });
  defineProperty(set, 'add', { value: add });
  return set;
}

/** The same of a map. */
export function weakMap<K extends object, V>(): Pick<WeakMap<K, V>, 'get' | 'set'> {
  const map = new WeakMap<K, V>();
  const { get, set } = map;
  defineProperty(map, 'get', { value: get });
  defineProperty(map, 'set', { value: set });
  return map;
}
