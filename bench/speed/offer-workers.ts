import { availableParallelism } from 'node:os';
import { CDPSessionEvent } from 'puppeteer-core';
import type { Browser, CDPSession } from 'puppeteer-core';

/** What the engine takes on this machine when nobody tells it otherwise. */
export const ALL_WORKERS = availableParallelism();

const ENGINE = '/offscreen/worker.js';
const NEXT = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true } as const;
/** An offscreen document is of no type of its own. */
const OFFSCREEN_ALONE = { ...NEXT, filter: [{ type: 'other' }, { exclude: true }] };

/**
 * Lets the engine of `browser` see as many cores as it is to have workers, from before its first
 * line runs; call it before the first photo. What comes back throws if the engine saw another number.
 */
export async function offerWorkers(
  browser: Browser,
  workers: number,
): Promise<() => Promise<void>> {
  if (workers === ALL_WORKERS) return () => Promise.resolve();
  const children: CDPSession[] = [];
  const follow = (parent: CDPSession): void => {
    parent.on(CDPSessionEvent.SessionAttached, (child: CDPSession) => {
      children.push(child);
      follow(child);
      void prepare(child, workers);
    });
  };
  const session = await browser.target().createCDPSession();
  follow(session);
  await session.send('Target.setAutoAttach', OFFSCREEN_ALONE);
  return async () => {
    const seen = await Promise.all(children.map(coresOfEngine));
    if (!seen.includes(workers)) {
      throw new Error(`The engine saw ${seen.join(', ')} cores, not ${String(workers)}`);
    }
  };
}

/** Undefined of whatever else there is, and of what is gone. */
async function coresOfEngine(session: CDPSession): Promise<unknown> {
  const expression = `location.pathname === '${ENGINE}' ? navigator.hardwareConcurrency : undefined`;
  const answer = await session.send('Runtime.evaluate', { expression }).catch(() => undefined);
  return answer?.result.value;
}

/** It waits for us: told how many cores there are, it is let go, whatever it made of that. */
async function prepare(child: CDPSession, workers: number): Promise<void> {
  const told = [
    child.send('Emulation.setHardwareConcurrencyOverride', { hardwareConcurrency: workers }),
    child.send('Target.setAutoAttach', NEXT),
    child.send('Runtime.runIfWaitingForDebugger'),
  ];
  await Promise.allSettled(told);
}
