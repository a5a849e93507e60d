/**
 * The one importer of webextension-polyfill: leaving it means changing this file. On the browsers
 * that we support it does nothing but hand back the native `browser` and bring types.
 */
export { default as browser } from 'webextension-polyfill';
