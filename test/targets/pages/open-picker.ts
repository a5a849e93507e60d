/** showOpenFilePicker and its handles, as an editor uses them. */
import { button } from './support/elements';
import { upload } from './support/upload';

button('open', async () => {
  const [handle] = await window.showOpenFilePicker();
  if (handle !== undefined) await upload(await handle.getFile());
});
