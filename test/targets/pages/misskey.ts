/**
 * After Misskey's chooseFileFromPc and uploader: an input that is never in the document, read in
 * `onchange`; a bitmap of the file, and WebP of at most 2000 pixels goes to the server.
 */
import { button, fileInput } from './support/elements';
import { encodeAgain } from './support/encode-again';
import { uploadBlob } from './support/upload';

/** Without a reference somewhere, Safari would forget the input. */
const references: Record<string, unknown> = {};

button('open', () => {
  const input = fileInput();
  input.multiple = true;
  input.onchange = () => {
    for (const file of input.files ?? []) void send(file);
    references['input'] = null;
  };
  references['input'] = input;
  input.click();
});

async function send(file: File): Promise<void> {
  await uploadBlob(await encodeAgain(file, 2000, 'image/webp', 0.85), file.name);
}
