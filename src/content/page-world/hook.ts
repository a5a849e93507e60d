import { construct, defineProperty, getOwnPropertyDescriptor, PageProxy } from './natives';

/** What runs in place of a native: with it, its `this` and its arguments. */
type Call = (
  native: (...args: never[]) => unknown,
  self: unknown,
  args: readonly unknown[],
) => unknown;

/**
 * Puts `call` in place of a method or a getter. A proxy of the native keeps its name and its length,
 * throws what the native throws for a wrong `this`, and prints as native code.
 */
export function hook(owner: object, name: string, call: Call): void {
  const own = getOwnPropertyDescriptor(owner, name);
  if (own === undefined) return;
  const part = own.get === undefined ? 'value' : 'get';
  const native: unknown = own[part];
  if (typeof native !== 'function') return;
  defineProperty(owner, name, { ...own, [part]: wrap(native as () => unknown, call) });
}

export function wrap(native: (...args: never[]) => unknown, call: Call): unknown {
  // Without a prototype: a page may put a trap on Object.prototype.
  return new PageProxy(native, {
    __proto__: null,
    apply: (target, self: unknown, args: readonly unknown[]) => call(target, self, args),
  } as ProxyHandler<typeof native>);
}

/** Has `before` look at the arguments of every `new` of the class of that name. */
export function hookClass(name: string, before: (args: readonly unknown[]) => void): void {
  const own = getOwnPropertyDescriptor(window, name);
  const native: unknown = own?.value;
  if (typeof native !== 'function') return;
  const value = new PageProxy(native, {
    __proto__: null,
    construct: (target, args: readonly unknown[], newTarget) => {
      before(args);
      return construct(target, args, newTarget) as object;
    },
  } as ProxyHandler<typeof native>);
  defineProperty(window, name, { ...own, value });
  const { prototype } = native as unknown as { prototype: object };
  const back = getOwnPropertyDescriptor(prototype, 'constructor');
  defineProperty(prototype, 'constructor', { ...back, value });
}
