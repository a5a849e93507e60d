/** The file goes to a worker, and from there to the server. */
import { button, fileInput } from './support/elements';

const worker = new Worker('/targets/worker.js');
const input = fileInput();
input.addEventListener('change', () => {
  for (const file of input.files ?? []) worker.postMessage(file);
});
document.body.append(input);
button('open', () => {
  input.click();
});
