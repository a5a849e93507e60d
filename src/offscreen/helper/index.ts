import { holdUntilDeath } from '../life-lock';
import type { FromHelper, HelperWork, ToHelper } from '../helper-protocol';
import { Helper } from './do-task';

declare const self: DedicatedWorkerGlobalScope;

const helper = new Helper();

self.addEventListener('message', ({ data }: MessageEvent<ToHelper>) => {
  if (data.type === 'do') void answer(data);
  else {
    helper.start();
    holdUntilDeath(data.lock, () => {
      say({ type: 'alive' });
    });
  }
});

async function answer({ task }: Extract<ToHelper, { type: 'do' }>): Promise<void> {
  try {
    const result = await helper.do(task);
    say({ type: 'did', result }, buffersOf(result));
  } catch (error) {
    say({ type: 'failed', message: String(error) });
    self.close();
  }
}

/** What can be handed over instead of being copied. */
function buffersOf(result: HelperWork[keyof HelperWork]['result']): Transferable[] {
  if ('gradient' in result) return [result.gradient.buffer];
  return 'data' in result ? [result.data.buffer] : [];
}

function say(message: FromHelper, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
