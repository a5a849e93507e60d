import { call } from '../shared/call';
import { ENGINE_IDLE_MS } from '../shared/engine-idle';
import type { Transport } from '../shared/transport';

/**
 * Twice in the time after which an idle engine is let go: as long as signs come, it stays, and more
 * messages would say nothing.
 */
const REST_MS = ENGINE_IDLE_MS / 2;

/**
 * Has the engine made ready, at most once in a while. Nobody waits for it or hears how it went: the
 * job does all of it again where it is not done.
 */
export function engineWarmer(transport: Transport, nowMs = () => performance.now()): () => void {
  let toldMs = -Infinity;
  return () => {
    const now = nowMs();
    if (now - toldMs < REST_MS) return;
    toldMs = now;
    call(transport, 'background', 'warmEngine', null).catch(() => undefined);
  };
}
