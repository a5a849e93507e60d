/** A form-associated custom element that hands its file to the form by setFormValue. */
import { button, fileInput } from './support/elements';

customElements.define(
  'photo-value',
  class extends HTMLElement {
    static readonly formAssociated = true;
    readonly #internals = this.attachInternals();

    browse(): void {
      const input = fileInput();
      input.onchange = () => {
        const [file] = input.files ?? [];
        if (file === undefined) return;
        const data = new FormData();
        data.append('photo', file);
        this.#internals.setFormValue(data);
        this.#internals.form?.requestSubmit();
      };
      input.click();
    }
  },
);
const form = document.createElement('form');
form.method = 'post';
form.enctype = 'multipart/form-data';
form.action = '/upload';
const host = document.createElement('photo-value') as HTMLElement & { browse(): void };
form.append(host);
document.body.append(form);
button('open', () => {
  host.browse();
});
