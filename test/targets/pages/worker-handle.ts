/** A stored handle goes to a worker, whose world no script of an extension reaches. */
import { button } from './support/elements';
import { loadFileHandle } from './support/stored-handle';

const worker = new Worker('/targets/worker.js');
button('open', async () => {
  worker.postMessage(await loadFileHandle());
});
