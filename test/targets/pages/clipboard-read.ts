/** A "paste image" button: navigator.clipboard.read(), no event at all. */
import { button } from './support/elements';
import { uploadBlob } from './support/upload';

button('open', async () => {
  for (const item of await navigator.clipboard.read()) {
    const type = item.types.find((one) => one.startsWith('image/'));
    if (type !== undefined) await uploadBlob(await item.getType(type), 'pasted.png');
  }
});
