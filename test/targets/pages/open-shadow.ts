/** After Vaadin's upload: the input in an open shadow root, `change` heard on the input. */
import { button, fileInput } from './support/elements';
import { upload } from './support/upload';

const host = document.createElement('div');
const input = fileInput();
input.addEventListener('change', () => void upload(...(input.files ?? [])));
host.attachShadow({ mode: 'open' }).append(input);
document.body.append(host);
button('open', () => {
  input.click();
});
