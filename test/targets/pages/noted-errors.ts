/** The script before all others of a watched page: an error that nobody catches is a note of the page's. */
import type {} from './support/notes';

globalThis.notes = [];
addEventListener('error', ({ message }) => globalThis.notes.push(`error: ${message}`));
addEventListener('unhandledrejection', ({ reason }) =>
  globalThis.notes.push(`rejection: ${String(reason)}`),
);
