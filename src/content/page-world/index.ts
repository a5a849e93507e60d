/**
 * The part that runs among the page's own scripts, before the first of them. It leaves no name in
 * the page. How it gets its port, and why no page script can: docs/decisions/0012 and 0020.
 */
import { listenAt } from './bridge';
import { obeyAnswers } from './copies';
import { noticeTransfer, obeyDeliveries } from './deliver';
import { guardForms } from './forms';
import { guardFrames, noticeFrames } from './frames';
import { guardHandleExits } from './handle-exits';
import { guardHandles } from './handles';
import { guardLists } from './lists';
import {
  addEventListener,
  apply,
  dispatchEvent,
  PageEvent,
  portsOf,
  preventDefault,
  removeEventListener,
  stopImmediatePropagation,
} from './natives';
import { noticeOpenings } from './openers';
import { surviveRewrites } from './rewrites';
import { guardExits } from './tripwire';

/** gate/page-port.ts has the same two. */
const HELLO = 'unnoticed-hello';
const PORT = 'unnoticed-port';

function takePort(event: Event): void {
  const port = (apply(portsOf, event, []) as MessagePort[])[0];
  if (port === undefined) return;
  apply(stopImmediatePropagation, event, []);
  apply(removeEventListener, window, [PORT, takePort, true]);
  apply(preventDefault, event, []);
  listenAt(port);
}

function listen(): void {
  apply(addEventListener, window, ['drop', noticeTransfer, true]);
  apply(addEventListener, window, ['paste', noticeTransfer, true]);
  noticeFrames();
}

listen();
obeyDeliveries();
obeyAnswers();
guardLists();
guardHandles();
guardHandleExits();
guardForms();
guardFrames();
guardExits();
noticeOpenings();
surviveRewrites(listen);
apply(addEventListener, window, [PORT, takePort, true]);
// If the gate ran first it is waiting for this; if not, it says its own word when it comes.
apply(dispatchEvent, window, [new PageEvent(HELLO)]);
