/** An input in a closed shadow root, where `change` does not leave the root. */
import { button, fileInput } from './support/elements';
import { upload } from './support/upload';

customElements.define(
  'photo-field',
  class extends HTMLElement {
    readonly #input = fileInput();

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'closed' });
      root.append(this.#input);
      root.addEventListener('change', () => void upload(...(this.#input.files ?? [])), true);
    }

    browse(): void {
      this.#input.click();
    }
  },
);
const host = document.createElement('photo-field') as HTMLElement & { browse(): void };
document.body.append(host);
button('open', () => {
  host.browse();
});
