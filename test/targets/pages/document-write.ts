/** Opens its own document anew: every listener on window and document is gone after that. */
import { button, fileInput } from './support/elements';
import { upload } from './support/upload';

/** By a name that the compiler does not warn of: this is what some sites do. */
function rewrite(html: string): void {
  const write: unknown = Reflect.get(document, 'write');
  if (typeof write === 'function') Reflect.apply(write, document, [html]);
}

addEventListener('load', () => {
  document.open();
  rewrite('<!doctype html><title>Written</title><body></body>');
  document.close();
  const input = fileInput();
  input.onchange = () => void upload(...(input.files ?? []));
  document.body.append(input);
  button('open', () => {
    input.click();
  });
  const drop = document.createElement('div');
  drop.id = 'drop';
  drop.style.cssText = 'height: 160px; background: silver';
  drop.addEventListener('dragover', (event) => event.preventDefault());
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    void upload(...(event.dataTransfer?.files ?? []));
  });
  document.body.append(drop);
  document.body.dataset['ready'] = 'yes';
});
