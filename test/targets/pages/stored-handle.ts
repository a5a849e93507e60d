/** A handle that was dropped in an earlier visit and kept in IndexedDB, read again now. */
import { area, button } from './support/elements';
import { note } from './support/notes';
import { loadFileHandle, storeHandle } from './support/stored-handle';
import { upload } from './support/upload';

/** While a handle lives, so does the permission that came with the drop. */
const kept: FileSystemHandle[] = [];

button('open', async () => {
  await upload(await (await loadFileHandle()).getFile());
});
const drop = area('drop');
drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  void event.dataTransfer?.items[0]?.getAsFileSystemHandle().then(async (handle) => {
    if (handle === null) return;
    kept.push(handle);
    await storeHandle(handle);
    note('stored');
  });
});
