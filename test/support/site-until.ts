import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 40;

/** Looks until there is something; for what sends no event that a test could await. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  patienceMs = 60_000,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Not within ${String(patienceMs / 1000)} s: ${what}`);
    await wait(LOOK_EVERY_MS);
  }
}
