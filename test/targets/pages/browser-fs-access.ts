import { fileOpen } from 'browser-fs-access';
import { button } from './support/elements';
import { note } from './support/notes';
import { upload } from './support/upload';

// The module looks once, when it is loaded, whether the browser has pickers: this page lets the
// address decide, so that both of its ways are seen.
button('open', () =>
  fileOpen({ mimeTypes: ['image/*'], extensions: ['.jpg', '.jpeg', '.png', '.webp'] }).then(
    (file) => upload(file),
    (error: unknown) => note(`cancelled: ${String(error)}`),
  ),
);
