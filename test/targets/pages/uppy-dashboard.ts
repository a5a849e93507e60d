import '@uppy/core/css/style.min.css';
import '@uppy/dashboard/css/style.min.css';
import Uppy from '@uppy/core';
import Dashboard from '@uppy/dashboard';
import XHRUpload from '@uppy/xhr-upload';
import { area } from './support/elements';

new Uppy({ autoProceed: true })
  .use(Dashboard, { inline: true, target: area('root'), width: 500, height: 350 })
  .use(XHRUpload, { endpoint: '/upload', fieldName: 'photo' });
