/** A drop on the input itself, which the browser takes as a choice. */
import { fileInput } from './support/elements';
import { upload } from './support/upload';

const input = fileInput();
input.id = 'drop';
input.multiple = true;
input.style.cssText = 'display: block; width: 300px; height: 100px';
input.onchange = () => void upload(...(input.files ?? []));
document.body.append(input);
