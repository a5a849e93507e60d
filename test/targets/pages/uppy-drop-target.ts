import Uppy from '@uppy/core';
import DropTarget from '@uppy/drop-target';
import XHRUpload from '@uppy/xhr-upload';
import { area } from './support/elements';

new Uppy({ autoProceed: true })
  .use(DropTarget, { target: area('drop') })
  .use(XHRUpload, { endpoint: '/upload', fieldName: 'photo' });
