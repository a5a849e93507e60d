import { tell } from './bridge';
import { hook, hookClass } from './hook';
import { originals } from './known';
import { apply, PageError } from './natives';

/**
 * A second look where files leave a page: one that was held back may not pass, however a script came
 * to it. In a correct run this never fires. It knows the files themselves, not what is made of them.
 */
export function guardExits(): void {
  hook(window, 'fetch', async (native, self, args) => {
    stop(bodyOf(args[1]));
    return (await apply(native, self, args)) as unknown;
  });
  hookClass('Request', (args) => {
    stop(bodyOf(args[1]));
  });
  stopAt(XMLHttpRequest.prototype, 'send', 0);
  stopAt(FormData.prototype, 'append', 1);
  stopAt(FormData.prototype, 'set', 1);
  stopAt(Navigator.prototype, 'sendBeacon', 1);
  stopAt(WebSocket.prototype, 'send', 0);
}

function stopAt(prototype: object, name: string, at: number): void {
  hook(prototype, name, (native, self, args) => {
    stop(args[at]);
    return apply(native, self, args);
  });
}

function bodyOf(init: unknown): unknown {
  return typeof init === 'object' && init !== null ? (init as RequestInit).body : undefined;
}

function stop(value: unknown): void {
  if (typeof value !== 'object' || value === null || !originals.has(value)) return;
  tell('tripped', null);
  throw new PageError('The file could not be read', 'NotAllowedError');
}
