import type { PagePort } from './page-port';

/** The file inputs that a form sends. By its class: an input of that name would hide the list. */
function fileInputsOf(form: HTMLFormElement): HTMLInputElement[] {
  const elements = Reflect.get(HTMLFormElement.prototype, 'elements', form);
  return [...elements].filter(
    (element) => element instanceof HTMLInputElement && element.type === 'file',
  ) as HTMLInputElement[];
}

/**
 * A form that is sent while a photo of its is worked on would go without it. So it waits, and goes
 * when the photo is there; when the person lets the photo go, the form stays where it is. What the
 * browser itself put into a list (a form that came back with the page) came without an event: it is
 * caught here.
 */
export class HeldSubmits {
  readonly #page: PagePort;
  readonly #isPending: (form: HTMLFormElement) => boolean;
  readonly #lookAt: (input: HTMLInputElement) => void;
  readonly #held = new Map<HTMLFormElement, () => void>();

  /** `lookAt` catches what is in an input's list and nobody has caught. */
  constructor(
    page: PagePort,
    isPending: (form: HTMLFormElement) => boolean,
    lookAt: (input: HTMLInputElement) => void,
  ) {
    this.#page = page;
    this.#isPending = isPending;
    this.#lookAt = lookAt;
    // A script's form.submit() fires no event.
    page.on('submit', (form) => form instanceof HTMLFormElement && this.#holdNative(form));
  }

  readonly onSubmit = (event: Event): void => {
    const [form] = event.composedPath();
    if (!(form instanceof HTMLFormElement)) return;
    for (const input of fileInputsOf(form)) this.#lookAt(input);
    if (!this.#isPending(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event instanceof SubmitEvent ? event.submitter : null;
    this.#held.set(form, () => {
      // By its class: an input of that name would hide the method.
      HTMLFormElement.prototype.requestSubmit.call(form, submitter);
    });
  };

  #holdNative(form: HTMLFormElement): boolean {
    if (!this.#isPending(form)) return false;
    this.#held.set(form, () => {
      this.#page.order({ kind: 'submit' }, form);
    });
    return true;
  }

  /** An input of the form has got what it gets. */
  settle(form: HTMLFormElement | null, isDelivered: boolean): void {
    if (form === null || this.#isPending(form)) return;
    const go = this.#held.get(form);
    this.#held.delete(form);
    if (isDelivered && form.isConnected) go?.();
  }
}
