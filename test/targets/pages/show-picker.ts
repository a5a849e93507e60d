/** A detached input, opened by showPicker and heard by a capture listener of its own. */
import { button, fileInput } from './support/elements';
import { upload } from './support/upload';

button('open', () => {
  const input = fileInput();
  input.addEventListener('change', () => void upload(...(input.files ?? [])), true);
  input.showPicker();
});
