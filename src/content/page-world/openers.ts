import { on, tell } from './bridge';
import { hook, wrap } from './hook';
import { holdsOriginal } from './known';
import {
  addEventListener,
  apply,
  controlOf,
  defineProperty,
  dispatchEvent,
  documentOf,
  inputFilesOf,
  inputTypeOf,
  isActiveOf,
  PageInput,
  PageLabel,
  stopImmediatePropagation,
  userActivation,
} from './natives';
import { weakSet } from './weak';

/** Inputs that the gate caught a choice of; the `change` of the same choice is still on its way. */
const caught = weakSet<object>();

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
  // A `change` does not leave its shadow root, and the root's own first listener comes before any
  // that the gate can add when it sees the `input`.
  hook(Element.prototype, 'attachShadow', (native, self, args) => {
    const root: unknown = apply(native, self, args);
    apply(addEventListener, root, ['change', onChange, true]);
    return root;
  });
  on('caught', (_, input) => {
    caught.add(input);
    return holdsOriginal(apply(inputFilesOf, input, []));
  });
}

function onChange(event: Event): void {
  const { target, isTrusted } = event;
  if (!isTrusted || target === null || !caught.has(target)) return;
  const files = apply(inputFilesOf, target, []) as FileList;
  // The gate took them. A later choice of the same input has files again.
  if (files[0] === undefined) apply(stopImmediatePropagation, event, []);
}

/** Without a gesture of the person the browser opens nothing, and scripts may try as often as they like. */
function mayOpen(input: HTMLInputElement): boolean {
  return (
    apply(isActiveOf, userActivation, []) === true || apply(documentOf, input, []) !== document
  );
}

function opening(
  native: (...args: never[]) => unknown,
  self: unknown,
  args: readonly unknown[],
): unknown {
  const input = self instanceof PageLabel ? apply(controlOf, self, []) : self;
  if (input instanceof PageInput && apply(inputTypeOf, input, []) === 'file' && mayOpen(input)) {
    tell('open', input);
  }
  return apply(native, self, args);
}
