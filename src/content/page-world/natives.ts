/**
 * What this world's part uses of the browser, taken hold of before any script of the page runs and
 * called through `apply`, so that a page that changes its own world does not change ours.
 */
export const { apply, defineProperty } = Reflect;
export const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;
export const { stopImmediatePropagation, preventDefault, composedPath } = Event.prototype;
export const { postMessage } = MessagePort.prototype;
export const { add } = DataTransferItemList.prototype;
export const PageEvent = Event;
export const PageFile = File;
export const PageTransfer = DataTransfer;

const { getOwnPropertyDescriptor } = Reflect;

function accessor(prototype: object, name: string): PropertyDescriptor {
  return getOwnPropertyDescriptor(prototype, name) ?? {};
}

export const dataOf = accessor(MessageEvent.prototype, 'data').get ?? apply;
export const portsOf = accessor(MessageEvent.prototype, 'ports').get ?? apply;
export const itemsOf = accessor(DataTransfer.prototype, 'items').get ?? apply;
export const listOf = accessor(DataTransfer.prototype, 'files').get ?? apply;
export const setList = accessor(HTMLInputElement.prototype, 'files').set ?? apply;
