/**
 * The part that runs among the page's own scripts, before the first of them. It leaves no name in
 * the page. How it gets its port, and why no page script can: docs/decisions/0012.
 */
import {
  addEventListener,
  apply,
  dataOf,
  dispatchEvent,
  PageEvent,
  portsOf,
  preventDefault,
  removeEventListener,
  stopImmediatePropagation,
} from './natives';
import { placeFiles } from './place-files';

/** gate/page-port.ts has the same two. */
const HELLO = 'unnoticed-hello';
const PORT = 'unnoticed-port';

function takePort(event: Event): void {
  const port = (apply(portsOf, event, []) as MessagePort[])[0];
  const placeEvent: unknown = apply(dataOf, event, []);
  if (port === undefined || typeof placeEvent !== 'string') return;
  apply(stopImmediatePropagation, event, []);
  apply(removeEventListener, window, [PORT, takePort, true]);
  apply(preventDefault, event, []);
  placeFiles(port, placeEvent);
}

apply(addEventListener, window, [PORT, takePort, true]);
// If the gate ran first it is waiting for this; if not, it says its own word when it comes.
apply(dispatchEvent, window, [new PageEvent(HELLO)]);
