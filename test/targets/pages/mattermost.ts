/**
 * After Mattermost's file_upload: paste is heard on the document; a dropped item whose
 * `webkitGetAsEntry()` is null is taken for a folder and refused.
 */
import { area, button, field, fileInput } from './support/elements';
import { note } from './support/notes';
import { upload } from './support/upload';

const input = fileInput();
input.multiple = true;
input.hidden = true;
document.body.append(input);
input.addEventListener('change', () => {
  const files = [...(input.files ?? [])];
  if (files.length > 0) void upload(...files);
  input.value = '';
});
button('open', () => {
  input.click();
});
field('paste');
document.addEventListener('paste', (event) => {
  const images = [...(event.clipboardData?.items ?? [])]
    .filter(({ type }) => type.includes('image'))
    .flatMap((item) => item.getAsFile() ?? []);
  if (images.length > 0) void upload(...images);
});
const drop = area('drop');
drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  const files: File[] = [];
  for (const item of event.dataTransfer?.items ?? []) {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry === null || entry.isDirectory) note('error: this cannot be uploaded');
    else if (file !== null) files.push(file);
  }
  if (files.length > 0) void upload(...files);
});
