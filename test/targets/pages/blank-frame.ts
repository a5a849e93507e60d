/** An input in a frame without an address, made and used in one go, before any script runs there. */
import { button } from './support/elements';
import { upload } from './support/upload';

const frame = document.createElement('iframe');
document.body.append(frame);
const inner = frame.contentDocument;
const input = inner?.createElement('input');
if (inner !== null && input !== undefined) {
  input.type = 'file';
  input.onchange = () => void upload(...(input.files ?? []));
  inner.body.append(input);
}
button('open', () => {
  input?.click();
});
