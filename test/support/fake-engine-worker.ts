import type { FromWorker, ToWorker } from '../../src/offscreen/worker-protocol';

/** A worker that records what it hears and says what the test wants. */
export class FakeWorker extends EventTarget {
  readonly heard: ToWorker[] = [];
  isTerminated = false;
  lock = '';

  postMessage(message: ToWorker): void {
    this.heard.push(message);
    if (message.type === 'start') this.lock = message.lock;
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(message: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }));
  }
}
