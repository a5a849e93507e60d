/**
 * What this world's part uses of the browser, taken hold of before any script of the page runs and
 * called through `apply`, so that a page that changes its own world does not change ours.
 */
export const {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
} = Reflect;
export const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;
export const { stopImmediatePropagation, preventDefault } = Event.prototype;
export const { add } = DataTransferItemList.prototype;
export const { getAsFile, webkitGetAsEntry, getAsFileSystemHandle } =
  DataTransferItem.prototype as DataTransferItem & { getAsFileSystemHandle(): unknown };
export const { text } = Blob.prototype;
export const { forEach: eachOfMap } = Map.prototype;
export const { forEach: eachOfSet } = Set.prototype;
export const { isView } = ArrayBuffer;
export const { exec } = RegExp.prototype;
export const { slice: sliceText } = String.prototype;
export const { insertBefore } = Node.prototype;
export const { getAttribute, setAttribute, removeAttribute } = Element.prototype;
export const { submit } = HTMLFormElement.prototype;
export const PageEvent = Event;
export const PageTransfer = DataTransfer;
export const PageDrag = DragEvent;
export const PagePaste = ClipboardEvent;
export const PageMessage = MessageEvent;
export const PageFocus = FocusEvent;
export const PageFile = File;
export const PageBlob = Blob;
export const PagePromise = Promise;
export const PageProxy = Proxy;
export const PageForm = HTMLFormElement;
export const PageFrame = HTMLIFrameElement;
export const PageError = DOMException;
export const PageInput = HTMLInputElement;
export const PageItem = DataTransferItem;
export const PageMap = Map;
export const PageSet = Set;
export const PageLabel = HTMLLabelElement;
export const { userActivation } = navigator;
export const { setTimeout } = window;

type Getter = (this: unknown) => unknown;
type Setter = (this: unknown, value: unknown) => void;

function getterOf(prototype: object, name: string): Getter {
  return (getOwnPropertyDescriptor(prototype, name)?.get ?? apply) as Getter;
}

function setterOf(prototype: object, name: string): Setter {
  return (getOwnPropertyDescriptor(prototype, name)?.set ?? apply) as Setter;
}

export const dataOf = getterOf(MessageEvent.prototype, 'data');
export const portsOf = getterOf(MessageEvent.prototype, 'ports');
export const nodeOf = getterOf(FocusEvent.prototype, 'relatedTarget');
export const itemsOf = getterOf(DataTransfer.prototype, 'items');
export const transferFilesOf = getterOf(DataTransfer.prototype, 'files');
export const draggedOf = getterOf(DragEvent.prototype, 'dataTransfer');
export const pastedOf = getterOf(ClipboardEvent.prototype, 'clipboardData');
export const inputFilesOf = getterOf(HTMLInputElement.prototype, 'files');
export const inputTypeOf = getterOf(HTMLInputElement.prototype, 'type');
export const controlOf = getterOf(HTMLLabelElement.prototype, 'control');
export const documentOf = getterOf(Node.prototype, 'ownerDocument');
export const parentOf = getterOf(Node.prototype, 'parentNode');
export const nextOf = getterOf(Node.prototype, 'nextSibling');
export const firstOf = getterOf(Node.prototype, 'firstChild');
export const bodyOf = getterOf(Document.prototype, 'body');
export const addressOf = getterOf(HTMLIFrameElement.prototype, 'src');
export const innerOf = getterOf(HTMLIFrameElement.prototype, 'contentDocument');
export const isActiveOf = getterOf(UserActivation.prototype, 'isActive');
export const elementsOf = getterOf(HTMLFormElement.prototype, 'elements');
export const typeOf = getterOf(Blob.prototype, 'type');
export const sizeOf = getterOf(Blob.prototype, 'size');
export const nameOf = getterOf(File.prototype, 'name');
export const lastModifiedOf = getterOf(File.prototype, 'lastModified');
export const setFiles = setterOf(HTMLInputElement.prototype, 'files');
export const setEffect = setterOf(DataTransfer.prototype, 'dropEffect');
