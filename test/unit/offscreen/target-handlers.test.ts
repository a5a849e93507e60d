import { describe, expect, it } from 'vitest';
import type { FaceStore } from '../../../src/offscreen/page/face-store';
import { JobQueue } from '../../../src/offscreen/page/job-queue';
import { targetHandlers } from '../../../src/offscreen/page/target-handlers';
import type { EnrolledFace, FaceFound } from '../../../src/offscreen/worker-protocol';
import { call } from '../../../src/shared/call';
import { deferred } from '../../../src/shared/deferred';
import { UnnoticedError } from '../../../src/shared/errors';
import { serve } from '../../../src/shared/serve';
import type { Sender } from '../../../src/shared/sender';
import { arrayTransport, STAMPS } from '../../support/extension-messages';

const photo = new Blob(['photo']);
const face: EnrolledFace = {
  id: 'a',
  embeddings: new Map([['r', new Float32Array([1])]]),
  weights: new Map([['r', 'sha']]),
  picture: new Blob(['picture']),
};
const boxes = [
  [0, 0, 10, 10],
  [20, 0, 10, 10],
] as const;

/** The room with a database in a variable, and a search that finds what the test says. */
function room(sender: Sender, search: (face: number | null) => Promise<FaceFound>) {
  let stored: EnrolledFace | undefined;
  const queue = new JobQueue();
  const activity: boolean[] = [];
  const faces: FaceStore = {
    read: () => Promise.resolve(stored),
    write: (written) => Promise.resolve(void (stored = written)),
    remove: () => Promise.resolve((stored = undefined)),
  };
  const unused = {
    from: [],
    accepts: (request: unknown): request is never => typeof request === 'symbol',
    run: (): never => {
      throw new Error('Nobody calls it here');
    },
  };
  const transport = arrayTransport(sender);
  serve(transport, 'offscreen', {
    ready: unused,
    configure: unused,
    warm: unused,
    offerComparison: unused,
    dropComparisons: unused,
    readPhoto: unused,
    readJnd: unused,
    ...targetHandlers({
      faces,
      queue,
      enrol: (_, which) => search(which),
      onActivity: () => activity.push(queue.isIdle),
    }),
  });
  return { transport, queue, activity, stored: () => stored };
}
const found = (which: number | null): Promise<FaceFound> =>
  Promise.resolve({ width: 100, height: 50, boxes, face: which === null ? null : face });

describe('the target of a photo', () => {
  it('is asked for among several faces, stored when it was named, shown and removed', async () => {
    const { transport, stored } = room(STAMPS.studio, found);
    const ask = (which: number | null) =>
      call(transport, 'offscreen', 'enrolTarget', { photo, face: which });
    expect(await ask(null)).toEqual({ width: 100, height: 50, boxes, stored: null });
    expect(stored()).toBeUndefined();
    expect(await call(transport, 'offscreen', 'readTarget', null)).toBeNull();
    const chosen = await ask(1);
    expect(chosen.stored).toEqual({ picture: face.picture });
    expect(stored()).toBe(face);
    expect(await call(transport, 'offscreen', 'readTarget', null)).toEqual({
      picture: face.picture,
    });
    await call(transport, 'offscreen', 'removeTarget', null);
    expect(await call(transport, 'offscreen', 'readTarget', null)).toBeNull();
  });

  it('is looked for in its turn, and keeps the host awake before and after', async () => {
    const { transport, queue, activity, stored } = room(STAMPS.studio, found);
    const job = deferred<undefined>();
    const running = queue.run(
      () => job.promise,
      new AbortController().signal,
      () => undefined,
    );
    const chosen = call(transport, 'offscreen', 'enrolTarget', { photo, face: 0 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stored()).toBeUndefined();
    job.resolve(undefined);
    await Promise.all([running, chosen]);
    expect(stored()).toBe(face);
    expect(activity).toEqual([false, true]);
  });

  it('lets no embedding out of the host', async () => {
    const { transport } = room(STAMPS.studio, found);
    const answer = await call(transport, 'offscreen', 'enrolTarget', { photo, face: 0 });
    const read = await call(transport, 'offscreen', 'readTarget', null);
    expect(Object.keys(answer.stored ?? {})).toEqual(['picture']);
    expect(Object.keys(read ?? {})).toEqual(['picture']);
  });

  it('says why there is none, and keeps the one before', async () => {
    const { transport, stored } = room(STAMPS.studio, (which) =>
      which === null ? Promise.reject(new UnnoticedError('target-no-face', 'None')) : found(which),
    );
    await call(transport, 'offscreen', 'enrolTarget', { photo, face: 0 });
    await expect(
      call(transport, 'offscreen', 'enrolTarget', { photo, face: null }),
    ).rejects.toMatchObject({ code: 'target-no-face' });
    expect(stored()).toBe(face);
  });

  it.each([
    ['enrolTarget', { photo, face: null }],
    ['readTarget', null],
    ['removeTarget', null],
  ] as const)('is nothing that a content script may ask about (%s)', async (method, request) => {
    const { transport } = room(STAMPS.contentScript, found);
    await expect(call(transport, 'offscreen', method, request as never)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each([
    { photo: 'a.jpg', face: null },
    { photo, face: -1 },
    { photo, face: 0.5 },
    { photo },
    { photo, face: null, embeddings: [] },
  ])('is not looked for in %j', async (request) => {
    const { transport } = room(STAMPS.studio, found);
    await expect(
      call(transport, 'offscreen', 'enrolTarget', request as never),
    ).rejects.toMatchObject({ code: 'bad-request' });
  });
});
