/**
 * After Rocket.Chat's useFileUploadDropTarget: an overlay takes the drop, files of equal size count
 * as one, and the type of a file is written over.
 */
import { area } from './support/elements';
import { upload } from './support/upload';

const drop = area('drop');
drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  event.stopPropagation();
  const files = [...(event.dataTransfer?.files ?? [])];
  const unique = files.filter(
    (file, i) => files.findIndex((other) => other.size === file.size) === i,
  );
  for (const file of unique) Object.defineProperty(file, 'type', { value: file.type });
  if (unique.length > 0) void upload(...unique);
});
