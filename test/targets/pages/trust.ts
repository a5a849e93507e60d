/** Notes every event of a gesture with whether the browser made it: `drop true`. */
import { area, button, field, fileInput } from './support/elements';
import { note } from './support/notes';

const input = fileInput();
input.multiple = true;
document.body.append(input);
button('open', () => {
  input.click();
});
field('paste');
area('drop').addEventListener('dragover', (event) => event.preventDefault());
for (const type of ['dragenter', 'dragover', 'drop', 'paste', 'input', 'change']) {
  addEventListener(
    type,
    (event) => {
      if (type === 'drop') event.preventDefault();
      note(`${type} ${String(event.isTrusted)}`);
    },
    true,
  );
}
