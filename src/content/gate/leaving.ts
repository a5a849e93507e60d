let leaving = new AbortController();

window.addEventListener('pagehide', () => {
  leaving.abort();
  // A page that comes back out of the browser's cache starts anew.
  leaving = new AbortController();
});

/** Aborted when the page goes away, also into the cache from which it may come back. */
export function leavingSignal(): AbortSignal {
  return leaving.signal;
}
