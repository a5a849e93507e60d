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
    whenStill(root, () => {
      document.body.dataset['ready'] = 'yes';
    });
  },
});

/** After as many frames in one place as no animation stands still for. */
function whenStill(element: Element, then: () => void): void {
  let place = '';
  let frames = 0;
  const look = (): void => {
    const now = JSON.stringify(element.getBoundingClientRect());
    frames = now === place ? frames + 1 : 0;
    place = now;
    if (frames === 20) then();
    else requestAnimationFrame(look);
  };
  look();
}
