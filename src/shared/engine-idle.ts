/** The engine's worker, with the weights in it, is let go so long after the last use of it. */
export const ENGINE_IDLE_MS = 60_000;
