import { on, tell } from './bridge';
import { hook, hookClass } from './hook';
import { guardedFiles } from './lists';
import { apply, elementsOf, PageForm, PageInput, submit } from './natives';

/** A form takes its files by itself. Before it can, its inputs are looked through. */
export function guardForms(): void {
  hookClass('FormData', (args) => {
    lookThrough(args[0]);
  });
  hook(HTMLFormElement.prototype, 'submit', (native, self, args) => {
    lookThrough(self);
    // The gate says yes while a photo of this form is worked on, and orders it later.
    return tell('submit', self as EventTarget) ? undefined : apply(native, self, args);
  });
  on('submit', (_, form) => {
    apply(submit, form, []);
    return true;
  });
}

function lookThrough(form: unknown): void {
  if (!(form instanceof PageForm)) return;
  const elements = apply(elementsOf, form, []) as Readonly<Record<number, EventTarget>>;
  for (let i = 0; ; i++) {
    const element = elements[i];
    if (element === undefined) return;
    if (element instanceof PageInput) guardedFiles(element);
  }
}
