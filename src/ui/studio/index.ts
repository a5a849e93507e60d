import { runtimeRoute } from '../../shared/runtime-route';
import { localise, setPageLanguage } from '../localise';
import { part } from '../part';
import { PhotoRow } from './photo-row';
import { receivePhotos } from '../receive-photos';
import { startPhoto } from './start-photo';

const route = runtimeRoute();

const photos = part('photos', HTMLOListElement);
const template = part('row', HTMLTemplateElement);

setPageLanguage(document.documentElement);
localise(document);
localise(template.content);

receivePhotos(part('drop', HTMLLabelElement), part('choose', HTMLInputElement), (files) => {
  for (const file of files) {
    const row = new PhotoRow(template, file);
    photos.append(row.element);
    startPhoto(route, file, row);
  }
});
