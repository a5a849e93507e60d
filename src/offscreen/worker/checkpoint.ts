import { UnnoticedError } from '../../shared/errors';

/**
 * A pause that gives a sign of life, lets a `cancel` message in and then rejects if there was one. A posted message is
 * the quickest way round the event loop that a hidden page does not slow down: timers may be
 * aligned to a second there, and animation frames never come.
 */
export class Checkpoint {
  readonly #channel = new MessageChannel();
  readonly #waiting: (() => void)[] = [];
  readonly #onPass: () => void;
  #isCancelled = false;

  /** `onPass`: called at every pause. */
  constructor(onPass: () => void) {
    this.#onPass = onPass;
    this.#channel.port1.onmessage = () => {
      this.#waiting.shift()?.();
    };
  }

  /** From now on every pause rejects. */
  cancel(): void {
    this.#isCancelled = true;
  }

  async pass(): Promise<void> {
    this.#onPass();
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      this.#channel.port2.postMessage(null);
    });
    this.refuseIfCancelled();
  }

  refuseIfCancelled(): void {
    if (this.#isCancelled) throw new UnnoticedError('cancelled', 'Cancelled');
  }

  /** Frees the channel; call it when the job has ended. */
  close(): void {
    this.#channel.port1.close();
  }
}
