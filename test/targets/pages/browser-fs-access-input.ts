/** browser-fs-access where the browser has no pickers: the module looks when it is loaded. */
Reflect.deleteProperty(globalThis, 'showOpenFilePicker');
void import('./browser-fs-access');

export {};
