/**
 * The first script of the sample site's page, when it is opened with `?record`: every Blob that the
 * page's scripts touch from here on is sent to the site's server too, so that a test can look
 * whether an original was among them. It wraps; it changes nothing.
 */
interface Recorder {
  /** Resolves when everything that was touched so far has reached the server. */
  settled(): Promise<unknown>;
}

const { apply } = Reflect;
const nativeFetch = globalThis.fetch;
const seen = new WeakSet<Blob>();
let sending: Promise<unknown> = Promise.resolve();

function touch(how: string, value: unknown): void {
  if (!(value instanceof Blob) || seen.has(value)) return;
  seen.add(value);
  const send = (): Promise<unknown> =>
    nativeFetch(`/api/touched?how=${encodeURIComponent(how)}`, { method: 'POST', body: value });
  sending = sending.then(send, send);
}

/** Every call of `owner[name]` shows its object and its arguments first, and its result then. */
function wrapMethod(owner: object, name: string): void {
  const native: unknown = Reflect.get(owner, name);
  if (typeof native !== 'function') return;
  Reflect.set(owner, name, function (this: unknown, ...values: unknown[]): unknown {
    for (const value of [this, ...values]) touch(name, value);
    const result: unknown = apply(native, this, values);
    touch(name, result);
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
for (const name of ['arrayBuffer', 'text', 'stream', 'slice']) wrapMethod(Blob.prototype, name);
for (const name of ['readAsArrayBuffer', 'readAsDataURL', 'readAsText', 'readAsBinaryString']) {
  wrapMethod(FileReader.prototype, name);
}
for (const name of ['append', 'set', 'get', 'getAll']) wrapMethod(FormData.prototype, name);
wrapMethod(DataTransferItem.prototype, 'getAsFile');
wrapMethod(URL, 'createObjectURL');
wrapMethod(XMLHttpRequest.prototype, 'send');
wrapMethod(Navigator.prototype, 'sendBeacon');
wrapMethod(globalThis, 'createImageBitmap');
wrapMethod(globalThis, 'structuredClone');
// Reading the list in each event is what the most curious page would do.
for (const type of ['input', 'change', 'cancel']) {
  addEventListener(
    type,
    ({ target }) => {
      if (target instanceof HTMLInputElement)
        for (const file of target.files ?? []) touch(type, file);
    },
    true,
  );
}

(globalThis as { recorder?: Recorder }).recorder = { settled: () => sending };
