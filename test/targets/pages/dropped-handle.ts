/** A drop that is only read by getAsFileSystemHandle(). */
import { area } from './support/elements';
import { note } from './support/notes';
import { upload } from './support/upload';

const drop = area('drop');
drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  for (const item of event.dataTransfer?.items ?? []) {
    void item.getAsFileSystemHandle().then(async (handle) => {
      if (handle?.kind !== 'file') note('error: no handle');
      else await upload(await (handle as FileSystemFileHandle).getFile());
    });
  }
});
