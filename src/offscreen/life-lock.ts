/**
 * How a worker's death is noticed: one that crashes or closes itself says nothing, but the browser
 * gives its lock back. The worker holds the lock and says `onHeld`; whoever started it then waits
 * for the same lock.
 */
export function holdUntilDeath(name: string, onHeld: () => void): void {
  void navigator.locks.request(name, () => {
    onHeld();
    return new Promise<never>(() => undefined);
  });
}

/** Calls `onDeath` when the holder of the lock is gone; never after `signal` was aborted. */
export function watchForDeath(name: string, signal: AbortSignal, onDeath: () => void): void {
  navigator.locks
    .request(name, { signal }, onDeath)
    // Only an abort of ours rejects it, and then the worker is being ended anyway.
    .catch(() => undefined);
}
