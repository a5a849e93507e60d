/**
 * After Bluesky's composer: expo's picker; a drop on the body read by `items`; a paste read by
 * `getAsFile` into a data URI; everything becomes a JPEG of at most 2000 pixels.
 */
import { button, field } from './support/elements';
import { encodeAgain } from './support/encode-again';
import { launchImageLibrary } from './support/expo-image-picker';
import { note } from './support/notes';
import { uploadBlob } from './support/upload';

async function send(source: Blob): Promise<void> {
  await uploadBlob(await encodeAgain(source, 2000, 'image/jpeg', 0.9), 'photo.jpg');
}

function imagesOf(transfer: DataTransfer | null): File[] {
  return [...(transfer?.items ?? [])]
    .filter(({ kind, type }) => kind === 'file' && type.startsWith('image/'))
    .flatMap((item) => item.getAsFile() ?? []);
}

function dataUriOf(file: File): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(reader.result as string);
    };
    reader.readAsDataURL(file);
  });
}

button('open', async () => {
  const picked = await launchImageLibrary();
  if (picked === 'cancelled') note('cancelled');
  else for (const file of picked) await send(file);
});
document.body.addEventListener('dragover', (event) => event.preventDefault());
document.body.addEventListener('drop', (event) => {
  event.preventDefault();
  for (const file of imagesOf(event.dataTransfer)) void send(file);
});
field('paste').addEventListener('paste', (event) => {
  for (const file of imagesOf(event.clipboardData)) {
    void dataUriOf(file).then(async (uri) => send(await (await fetch(uri)).blob()));
  }
});
