/**
 * After Telegram Web A's systemFilesDialog and buildAttachment: one detached input for the whole
 * life of the page; a "quick" photo above 1280 pixels, or not a JPEG, is drawn anew as JPEG.
 */
import { button, field, fileInput } from './support/elements';
import { encodeAgain } from './support/encode-again';
import { upload, uploadBlob } from './support/upload';

const input = fileInput();

function openDialog(onPick: (files: readonly File[]) => void): void {
  input.multiple = true;
  input.onchange = () => {
    onPick([...(input.files ?? [])]);
    input.value = '';
  };
  input.click();
}

async function send(files: readonly File[]): Promise<void> {
  for (const file of files) {
    const { width, height } = await createImageBitmap(file);
    if (Math.max(width, height) <= 1280 && file.type === 'image/jpeg') await upload(file);
    else await uploadBlob(await encodeAgain(file, 1280, 'image/jpeg', 0.92), 'photo.jpg');
  }
}

button('open', () => {
  openDialog((files) => void send(files));
});
const editor = field('paste');
editor.addEventListener('paste', (event) => {
  const files = [...(event.clipboardData?.items ?? [])]
    .filter(({ kind }) => kind === 'file')
    .flatMap((item) => item.getAsFile() ?? []);
  if (files.length > 0) void send(files);
});
