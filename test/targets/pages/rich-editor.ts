/** A bare contenteditable: the browser itself puts in what is pasted, and the page saves its HTML. */
import { area } from './support/elements';
import { uploadHtml } from './support/upload-html';

const editor = area('paste');
editor.contentEditable = 'true';
editor.addEventListener('input', () => {
  uploadHtml(() => editor.innerHTML);
});
