import Dropzone from 'dropzone';
import { area, button } from './support/elements';

button('open', () => undefined);
area('drop');
new Dropzone('#drop', { url: '/upload', paramName: 'photo', clickable: '#open' });
