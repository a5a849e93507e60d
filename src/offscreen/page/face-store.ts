import type { EnrolledFace } from '../worker-protocol';

const DATABASE = 'unnoticed';
const VERSION = 1;
const STORE = 'faces';
const KEY = 'target';

/** Where the face that a person chose as the target is kept. */
export interface FaceStore {
  read(): Promise<EnrolledFace | undefined>;
  write(face: EnrolledFace): Promise<void>;
  remove(): Promise<void>;
}

/**
 * In IndexedDB of the extension's own origin, which no page can open. A private window has a
 * database of its own, in memory.
 */
export const faceStore: FaceStore = {
  read: () => inStore<EnrolledFace | undefined>('readonly', (store) => store.get(KEY)),
  write: async (face) => {
    await inStore('readwrite', (store) => store.put(face, KEY));
  },
  remove: async () => {
    await inStore('readwrite', (store) => store.delete(KEY));
  },
};

/** One request in a transaction of its own; resolves when that is complete, so: on the disk. */
async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        resolve(request.result as T);
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('The database gave up'));
      };
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE);
    };
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The database cannot be opened'));
    };
  });
}
