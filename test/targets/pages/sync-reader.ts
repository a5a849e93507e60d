/** Reads and sends in the event itself: nothing is left for later. */
import { button, fileInput } from './support/elements';

const input = fileInput();
input.onchange = () => {
  const [file] = input.files ?? [];
  if (file === undefined) return;
  const form = new FormData();
  form.append('photo', file);
  const request = new XMLHttpRequest();
  request.open('POST', '/upload', false);
  request.send(form);
};
document.body.append(input);
button('open', () => {
  input.click();
});
