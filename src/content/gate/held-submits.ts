import type { PagePort } from './page-port';

/**
 * A form that is sent while a photo of its is worked on would go without it. So it waits, and goes
 * when the photo is there; when the person lets the photo go, the form stays where it is.
 */
export class HeldSubmits {
  readonly #page: PagePort;
  readonly #isPending: (form: HTMLFormElement) => boolean;
  readonly #held = new Map<HTMLFormElement, () => void>();

  constructor(page: PagePort, isPending: (form: HTMLFormElement) => boolean) {
    this.#page = page;
    this.#isPending = isPending;
    // A script's form.submit() fires no event.
    page.on('submit', (form) => form instanceof HTMLFormElement && this.#holdNative(form));
  }

  readonly onSubmit = (event: Event): void => {
    const [form] = event.composedPath();
    if (!(form instanceof HTMLFormElement) || !this.#isPending(form)) return;
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
