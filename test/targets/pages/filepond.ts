import 'filepond/dist/filepond.css';
import { create } from 'filepond';
import { area } from './support/elements';

area('drop');
const root = area('root');
document.querySelector('#drop')?.append(root);
create(root, {
  name: 'photo',
  server: '/upload',
  allowMultiple: true,
  credits: false,
  oninit: () => {
    // It comes in by an animation, and is not where it will be before that ends.
    setTimeout(() => {
      document.body.dataset['ready'] = 'yes';
    }, 700);
  },
});
