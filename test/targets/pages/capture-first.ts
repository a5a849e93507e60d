/** Whatever listens first: capture on window, in the first task, for `input` as for `change`. */
import { button, fileInput } from './support/elements';
import { upload } from './support/upload';

const input = fileInput();
addEventListener(
  'input',
  ({ target }) => {
    if (target === input) void upload(...(input.files ?? []));
  },
  true,
);
document.body.append(input);
button('open', () => {
  input.click();
});
