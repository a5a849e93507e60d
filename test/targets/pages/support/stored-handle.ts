/** File handles kept across visits in IndexedDB, as editors and galleries keep them. */
function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('handles', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('handles');
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(new Error('No database'));
    };
  });
}

export async function storeHandle(handle: FileSystemHandle): Promise<void> {
  const database = await open();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction('handles', 'readwrite');
    transaction.objectStore('handles').put(handle, 'last');
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onerror = () => {
      reject(new Error('The handle was not stored'));
    };
  });
}

export async function loadHandle(): Promise<FileSystemHandle> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const request = database.transaction('handles').objectStore('handles').get('last');
    request.onsuccess = () => {
      const { result } = request as IDBRequest<FileSystemHandle | undefined>;
      if (result === undefined) reject(new Error('No handle is stored'));
      else resolve(result);
    };
  });
}

export async function loadFileHandle(): Promise<FileSystemFileHandle> {
  const handle = await loadHandle();
  if (handle instanceof FileSystemFileHandle) return handle;
  throw new Error('The stored handle is a folder');
}
