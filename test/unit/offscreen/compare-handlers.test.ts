import { describe, expect, it } from 'vitest';
import { compareHandlers } from '../../../src/offscreen/page/compare-handlers';
import { Comparisons } from '../../../src/offscreen/page/comparisons';
import { JobQueue } from '../../../src/offscreen/page/job-queue';
import type { LookWish } from '../../../src/offscreen/worker-protocol';
import { deferred } from '../../../src/shared/deferred';
import { report } from '../../support/job-port';

const owner = { jobId: '0f0e0d0c-1111-4222-8333-444455556666', tabId: 7 };
const photo = new Blob(['photo']);
const look = { picture: new Blob(['map']), region: [0, 0, 9, 9], most: 5 } as const;

function room() {
  const comparisons = new Comparisons();
  const queue = new JobQueue();
  const wishes: LookWish[] = [];
  const handlers = compareHandlers({
    comparisons,
    queue,
    look: (_, wish) => {
      wishes.push(wish);
      return Promise.resolve(look);
    },
    onActivity: () => undefined,
  });
  return { comparisons, queue, wishes, handlers };
}

describe('what the engine host does for the compare page', () => {
  it('is for our own pages alone', () => {
    for (const { from } of Object.values(room().handlers)) expect(from).toEqual(['extension-page']);
  });

  it('offers what is kept, until its tab is gone', async () => {
    const { comparisons, handlers } = room();
    comparisons.keep(owner, { name: 'a.jpg', before: photo, after: photo, report, terms: {} });
    expect(await handlers.offerComparison.run(owner, {})).toHaveProperty('token');
    await handlers.dropComparisons.run({ tabId: 7 }, {});
    expect(() => handlers.offerComparison.run(owner, {})).toThrow('not kept');
  });

  it('draws J and photos in turn with the jobs', async () => {
    const { queue, wishes, handlers } = room();
    const job = deferred<undefined>();
    const never = new AbortController().signal;
    const running = queue.run(
      () => job.promise,
      never,
      () => undefined,
    );
    const box = [1, 2, 3, 4] as const;
    const map = handlers.readJnd.run({ photo, box, terms: { strength: 'strong' } }, {});
    const picture = handlers.readPhoto.run({ photo }, {});
    await Promise.resolve();
    expect(wishes).toEqual([]);
    job.resolve(undefined);
    await running;
    expect(await map).toEqual(look);
    expect(await picture).toBe(look.picture);
    expect(wishes).toEqual([
      { kind: 'jnd', box, terms: { strength: 'strong' } },
      { kind: 'photo' },
    ]);
  });
});
