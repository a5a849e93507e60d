import { hook } from './hook';
import {
  addEventListener,
  addressOf,
  apply,
  bodyOf,
  dispatchEvent,
  firstOf,
  getAttribute,
  innerOf,
  insertBefore,
  nextOf,
  PageEvent,
  PageFrame,
  parentOf,
  removeAttribute,
  removeEventListener,
  setAttribute,
  setTimeout,
  sliceText,
  stopImmediatePropagation,
} from './natives';
import { weakSet } from './weak';

/** Frames that were put in anew: never twice, for an address that gives text empties them again. */
const settled = weakSet<object>();
/** First documents that a page has hold of already. */
const held = weakSet<object>();

const SCRIPT = 'javascript:';

/**
 * A frame whose address is a script that gives no text (`javascript:void 0`) keeps its first, empty
 * document, in which the browser runs no script of an extension: what a page put there had no gate.
 * Without an address the browser does. So before a page gets hold of its window, such a frame is put
 * in anew without one, and gets the address again.
 */
export function guardFrames(): void {
  for (const name of ['contentWindow', 'contentDocument']) {
    hook(HTMLIFrameElement.prototype, name, (native, self, args) => {
      if (isEmpty(self)) {
        putInAnew(self);
        loadLater(self);
      }
      return apply(native, self, args);
    });
  }
}

/** For a page that finds its frames by the window's own list: it finds those that are loaded. */
export function noticeFrames(): void {
  apply(addEventListener, document, ['load', onLoad, true]);
}

function onLoad({ target }: Event): void {
  if (isEmpty(target)) putInAnew(target);
}

function isEmpty(frame: unknown): frame is HTMLIFrameElement {
  if (!(frame instanceof PageFrame) || settled.has(frame)) return false;
  const inner = apply(innerOf, frame, []) as Document | null;
  if (inner === null || held.has(inner)) return false;
  held.add(inner);
  const address = apply(addressOf, frame, []) as string;
  if (apply(sliceText, address, [0, SCRIPT.length]) !== SCRIPT) return false;
  const body = apply(bodyOf, inner, []) as Node | null;
  return body !== null && apply(firstOf, body, []) === null;
}

function putInAnew(frame: HTMLIFrameElement): void {
  settled.add(frame);
  const address = apply(getAttribute, frame, ['src']);
  // A frame without an address is loaded while it is put in: nobody waits for that.
  apply(addEventListener, frame, ['load', stop, true]);
  apply(removeAttribute, frame, ['src']);
  apply(insertBefore, apply(parentOf, frame, []), [frame, apply(nextOf, frame, [])]);
  apply(removeEventListener, frame, ['load', stop, true]);
  apply(setAttribute, frame, ['src', address]);
}

function stop(event: Event): void {
  apply(stopImmediatePropagation, event, []);
}

/** The browser tells of its load a little later, but not of one whose address came afterwards. */
function loadLater(frame: HTMLIFrameElement): void {
  let isLoaded = false;
  const note = (): void => {
    isLoaded = true;
  };
  apply(addEventListener, frame, ['load', note, true]);
  const tellOnce = (): void => {
    apply(removeEventListener, frame, ['load', note, true]);
    if (!isLoaded) apply(dispatchEvent, frame, [new PageEvent('load')]);
  };
  apply(setTimeout, window, [tellOnce]);
}
