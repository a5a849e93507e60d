import type {
  FromHelper,
  HelperTask,
  HelperWork,
  ToHelper,
} from '../../src/offscreen/helper-protocol';
import { HelperPool } from '../../src/offscreen/worker/helper-pool';

type Result = HelperWork[keyof HelperWork]['result'];

/** A helper's other end: what it was told, and a way to let it speak. */
export class FakeHelper extends EventTarget {
  readonly told: ToHelper[] = [];
  readonly handedOver: Transferable[] = [];
  isTerminated = false;

  postMessage(message: ToHelper, transfer: Transferable[]): void {
    this.told.push(message);
    this.handedOver.push(...transfer);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  get tasks(): HelperTask[] {
    return this.told.flatMap((message) => (message.type === 'do' ? [message.task] : []));
  }

  did(result: Result): void {
    this.say({ type: 'did', result });
  }

  say(data: FromHelper): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  break(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

/** A pool of helpers that the test speaks for. */
export function fakePool(count: number): {
  readonly pool: HelperPool;
  readonly helpers: FakeHelper[];
} {
  const helpers: FakeHelper[] = [];
  const pool = new HelperPool(count, () => {
    const helper = new FakeHelper();
    helpers.push(helper);
    return helper as unknown as Worker;
  });
  return { pool, helpers };
}
