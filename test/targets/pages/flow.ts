import Flow from '@flowjs/flow.js';
import { area, button } from './support/elements';

const flow = new Flow({ target: '/upload', testChunks: false, fileParameterName: 'photo' });
flow.assignBrowse(button('open', () => undefined));
const drop = area('drop');
drop.addEventListener('dragover', (event) => event.preventDefault());
flow.assignDrop(drop);
flow.on('filesSubmitted', () => flow.upload());
