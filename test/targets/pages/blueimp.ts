import jQuery from 'jquery';
import 'blueimp-file-upload';
import { area, button, fileInput } from './support/elements';

const input = fileInput();
input.name = 'photo';
input.multiple = true;
const form = document.createElement('form');
form.append(input);
document.body.append(form);
// The library puts a copy in its place after each choice.
button('open', () => form.querySelector('input')?.click());
const drop = area('drop');
jQuery(form).fileupload({
  url: '/upload',
  paramName: 'photo',
  dropZone: jQuery(drop),
  pasteZone: jQuery(document.body),
});
