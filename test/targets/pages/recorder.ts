/**
 * The first script of every page: what the most curious site would do. Each Blob that the page's
 * scripts could have in their hands is read and its bytes are sent to the server, so that a test can
 * look whether an original was among them. It wraps and listens; it changes nothing.
 */
export {};

declare global {
  /** Resolves when all that was touched so far has reached the server. */
  var recorded: () => Promise<unknown>;
}

globalThis.notes = [];
addEventListener('error', ({ message }) => globalThis.notes.push(`error: ${message}`));
addEventListener('unhandledrejection', ({ reason }) =>
  globalThis.notes.push(`rejection: ${String(reason)}`),
);

const { apply } = Reflect;
const nativeFetch = globalThis.fetch;
// As a function of its own: by its bytes a Blob leaves no trace of which object it was.
const read: unknown = Reflect.get(Blob.prototype, 'arrayBuffer');
const seen = new WeakSet();
let sending: Promise<unknown> = Promise.resolve();

function touch(how: string, value: unknown): void {
  if (!(value instanceof Blob) || seen.has(value)) return;
  seen.add(value);
  later(async () => {
    const body = (await apply(read as () => unknown, value, [])) as ArrayBuffer;
    await nativeFetch(`/touched?how=${encodeURIComponent(how)}`, { method: 'POST', body });
  });
}

function later(work: () => Promise<unknown>): void {
  sending = Promise.all([sending, work().catch(() => undefined)]);
}

function wrapMethod(owner: object, name: string): void {
  const native: unknown = Reflect.get(owner, name);
  if (typeof native !== 'function') return;
  Reflect.set(owner, name, function (this: unknown, ...values: unknown[]): unknown {
    for (const value of [this, ...values]) touch(name, value);
    const result: unknown = apply(native, this, values);
    if (result instanceof Promise)
      result.then((value) => touch(name, value)).catch(() => undefined);
    else for (const value of Array.isArray(result) ? result : [result]) touch(name, value);
    return result;
  });
}

function wrapFiles(owner: object): void {
  const own = Reflect.getOwnPropertyDescriptor(owner, 'files');
  const get: unknown = own?.get;
  if (own === undefined || typeof get !== 'function') return;
  Reflect.defineProperty(owner, 'files', {
    ...own,
    get(this: unknown): unknown {
      const list = apply(get, this, []) as FileList | null;
      for (const file of list ?? []) touch('files', file);
      return list;
    },
  });
}

wrapFiles(HTMLInputElement.prototype);
wrapFiles(DataTransfer.prototype);
for (const name of ['arrayBuffer', 'text', 'stream', 'slice', 'bytes'])
  wrapMethod(Blob.prototype, name);
for (const name of ['readAsArrayBuffer', 'readAsDataURL', 'readAsText', 'readAsBinaryString'])
  wrapMethod(FileReader.prototype, name);
for (const name of ['append', 'set', 'get', 'getAll']) wrapMethod(FormData.prototype, name);
wrapMethod(DataTransferItem.prototype, 'getAsFile');
wrapMethod(FileSystemFileHandle.prototype, 'getFile');
wrapMethod(ClipboardItem.prototype, 'getType');
wrapMethod(URL, 'createObjectURL');
wrapMethod(XMLHttpRequest.prototype, 'send');
wrapMethod(Navigator.prototype, 'sendBeacon');
wrapMethod(globalThis, 'createImageBitmap');
wrapMethod(globalThis, 'structuredClone');

/** All that can be read of a transfer while its event lasts. */
function touchTransfer(how: string, transfer: DataTransfer | null): void {
  for (const file of transfer?.files ?? []) touch(how, file);
  for (const item of transfer?.items ?? []) {
    touch(how, item.getAsFile());
    touchEntry(how, item.webkitGetAsEntry());
  }
  const html = transfer?.getData('text/html') ?? '';
  if (html !== '') touch(`${how} html`, new Blob([html]));
}

function touchEntry(how: string, entry: FileSystemEntry | null): void {
  // Chromium names neither class: what an entry is, it says itself.
  if (entry?.isFile === true) (entry as FileSystemFileEntry).file((file) => touch(how, file));
  if (entry?.isDirectory === true) {
    (entry as FileSystemDirectoryEntry).createReader().readEntries((entries) => {
      for (const one of entries) touchEntry(how, one);
    });
  }
}

for (const type of ['input', 'change', 'cancel', 'submit', 'formdata']) {
  addEventListener(
    type,
    ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      for (const file of target.files ?? []) touch(type, file);
    },
    true,
  );
}
addEventListener('drop', (event) => touchTransfer('drop', event.dataTransfer), true);
addEventListener('paste', (event) => touchTransfer('paste', event.clipboardData), true);

globalThis.recorded = async () => {
  for (let before: unknown; before !== sending;) {
    before = sending;
    await before;
  }
};
