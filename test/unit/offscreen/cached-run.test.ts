import { describe, expect, it } from 'vitest';
import { CachedRun } from '../../../src/offscreen/page/cached-run';
import type { JobEnd } from '../../../src/offscreen/page/engine-host';
import { ResultCache } from '../../../src/offscreen/page/result-cache';
import { deferred } from '../../../src/shared/deferred';
import type { PhotoReport } from '../../../src/shared/report';

const report = { outcome: 'protected' } as PhotoReport;
const done: JobEnd = { type: 'done', bytes: new Uint8Array([1]), report };
const never = new AbortController().signal;
const photo = (text: string) => ({ file: new Blob([text]), name: 'a.jpg' });

/** A file whose bytes never come, as on a drive that went away. */
class StuckFile extends Blob {
  override arrayBuffer(): Promise<ArrayBuffer> {
    return new Promise(() => undefined);
  }
}

class UnreadableFile extends Blob {
  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.reject(new DOMException('Changed', 'NotReadableError'));
  }
}

describe('CachedRun', () => {
  it('finds what was done while the job waited for its turn', async () => {
    const runs = new CachedRun(new ResultCache());
    const turn = deferred<undefined>();
    const second = runs.run(photo('same'), false, never, async (again) => {
      await turn.promise;
      return again() ?? done;
    });
    await runs.run(photo('same'), false, never, () => Promise.resolve(done));
    turn.resolve(undefined);
    expect(await second).toMatchObject({ report: { cached: true } });
  });

  it('keeps the order of coming, large files and private ones included', async () => {
    const runs = new CachedRun(new ResultCache());
    const order: string[] = [];
    const files = ['x'.repeat(1_000_000), 'y', 'z'];
    await Promise.all(
      files.map((text, index) =>
        runs.run(photo(text), index === 1, never, () => {
          order.push(text.slice(0, 1));
          return Promise.resolve(done);
        }),
      ),
    );
    expect(order).toEqual(['x', 'y', 'z']);
  });

  it('leaves a file that cannot be read to the work, which says why', async () => {
    const runs = new CachedRun(new ResultCache());
    const request = { file: new UnreadableFile(['x']), name: 'a.jpg' };
    expect(await runs.run(request, false, never, () => Promise.resolve(done))).toBe(done);
    expect(await runs.run(request, false, never, () => Promise.resolve(done))).toBe(done);
  });

  it('is not held up by a job that was cancelled at a file that never comes', async () => {
    const runs = new CachedRun(new ResultCache());
    const stop = new AbortController();
    const stuck = { file: new StuckFile(['x']), name: 'a.jpg' };
    const first = runs.run(stuck, false, stop.signal, () => Promise.resolve(done));
    const second = runs.run(photo('y'), false, never, () => Promise.resolve(done));
    stop.abort();
    expect(await Promise.all([first, second])).toEqual([done, done]);
  });
});
