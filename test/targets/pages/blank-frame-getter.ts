/** Takes the getter of `files` out of a fresh frame, where nobody has been yet, and uses it here. */
import { button, fileInput } from './support/elements';
import { upload } from './support/upload';

interface FilesOfInput {
  readonly get: (this: HTMLInputElement) => FileList | null;
}

const frame = document.createElement('iframe');
document.body.append(frame);
const inner = frame.contentWindow as (Window & typeof globalThis) | null;
const files =
  inner === null
    ? undefined
    : (Object.getOwnPropertyDescriptor(inner.HTMLInputElement.prototype, 'files') as FilesOfInput)
        .get;
button('open', () => {
  const input = fileInput();
  input.onchange = () => {
    const list = files?.call(input);
    void upload(...(list ?? []));
  };
  input.click();
});
