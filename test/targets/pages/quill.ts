import 'quill/dist/quill.snow.css';
import Quill from 'quill';
import { area } from './support/elements';
import { uploadHtml } from './support/upload-html';

/** By default a picture becomes text of the document: base64 in its HTML. */
const quill = new Quill(area('editor'), {
  theme: 'snow',
  modules: { toolbar: [['image']] },
});
quill.on('text-change', () => {
  uploadHtml(() => quill.root.innerHTML);
});
