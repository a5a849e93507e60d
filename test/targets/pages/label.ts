/** A label opens the input of a detached form: neither is ever in the document. */
import { button, fileInput } from './support/elements';
import { upload } from './support/upload';

const input = fileInput();
const label = document.createElement('label');
label.append('Photo', input);
input.onchange = () => void upload(...(input.files ?? []));
button('open', () => {
  label.click();
});
