import { browser } from './browser';
import { call } from './call';
import { isOrphaned, orphanOr } from './orphan';
import type { JobRoute } from './run-job';
import { runtimeTransport } from './runtime-transport';

/** The real route: the background makes sure of the host, the port goes straight to it. */
export function runtimeRoute(): JobRoute {
  const transport = runtimeTransport();
  return {
    ensureEngine: () => call(transport, 'background', 'ensureEngine', null),
    connect: (name) => {
      try {
        return browser.runtime.connect({ name });
      } catch (error) {
        throw orphanOr(error);
      }
    },
    isOrphaned,
  };
}
