import { tell } from './bridge';
import { hook, wrap } from './hook';
import {
  apply,
  controlOf,
  defineProperty,
  dispatchEvent,
  inputTypeOf,
  PageInput,
  PageLabel,
} from './natives';

/**
 * A file input that a script opens may be in no document, or in a shadow root, where no event comes
 * by the window. The gate is told before it opens, and listens at the input itself.
 */
export function noticeOpenings(): void {
  hook(HTMLElement.prototype, 'click', opening);
  hook(HTMLInputElement.prototype, 'showPicker', opening);
  // Not on EventTarget, where it would make every event of every page slower (docs/decisions/0021).
  for (const { prototype } of [HTMLInputElement, HTMLLabelElement]) {
    const value = wrap(dispatchEvent, opening);
    defineProperty(prototype, 'dispatchEvent', {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

function opening(
  native: (...args: never[]) => unknown,
  self: unknown,
  args: readonly unknown[],
): unknown {
  const input = self instanceof PageLabel ? apply(controlOf, self, []) : self;
  if (input instanceof PageInput && apply(inputTypeOf, input, []) === 'file') tell('open', input);
  return apply(native, self, args);
}
