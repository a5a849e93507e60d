import { describe, expect, it } from 'vitest';
import { CachedRun } from '../../../src/offscreen/page/cached-run';
import type { JobEnd } from '../../../src/offscreen/page/engine-host';
import { JobTargets } from '../../../src/offscreen/page/job-target';
import { ResultCache } from '../../../src/offscreen/page/result-cache';
import type { EnrolledFace } from '../../../src/offscreen/worker-protocol';
import type { FaceResult, PhotoReport } from '../../../src/shared/report';
import { STAMPS } from '../../support/extension-messages';
import { done, NAME, openJob as open, report, request, settings } from '../../support/job-port';

const face: EnrolledFace = {
  id: 'a',
  embeddings: new Map([['r', new Float32Array([1])]]),
  weights: new Map([['r', 'sha']]),
  picture: new Blob(),
};

describe('a targeted job', () => {
  const targeted = { settings: () => ({ ...settings, mode: 'targeted' }) as const };

  it('fails and works on nothing when the face of the settings is not stored', async () => {
    const { ask, last, signals } = open(STAMPS.contentScript, NAME, undefined, targeted);
    ask(request);
    expect(await last).toEqual({
      type: 'failed',
      code: 'target-missing',
      message: 'No face is stored',
    });
    expect(signals).toEqual([]);
  });

  it('gives the engine the stored face, and does not answer for another one', async () => {
    const shared = { ...targeted, results: new CachedRun(new ResultCache()) };
    const seen: unknown[] = [];
    const runs: number[] = [];
    for (const stored of [face, { ...face, id: 'b' }, face]) {
      const targets = new JobTargets(() => Promise.resolve(stored));
      const { ask, last, signals } = open(
        STAMPS.contentScript,
        NAME,
        ({ towards }) => {
          seen.push(towards);
          return Promise.resolve(done);
        },
        { ...shared, targets },
      );
      ask(request);
      await last;
      runs.push(signals.length);
    }
    expect(runs).toEqual([1, 1, 0]);
    expect(seen).toEqual([
      { kind: 'photo', face },
      { kind: 'photo', face: { ...face, id: 'b' } },
    ]);
  });

  it.each([
    ['done', STAMPS.contentScript, false],
    ['failed', STAMPS.contentScript, false],
    ['done', STAMPS.studio, true],
    ['failed', STAMPS.studio, true],
  ] as const)(
    'tells mode, strength and target of a job that is %s to no content script',
    async (type, sender, isTold) => {
      const target = { after: 0.6, threshold: 0.55 };
      const platforms = { 'jpeg-80-1080': 0.3 };
      const likeness = { before: 1, after: 0.2, platforms, recompressed: 0.3 };
      const seen = { id: 'r', ...likeness, threshold: 0.4, margin: 0.05 };
      const holds = { platforms: ['jpeg-80-1080'] } as const;
      const one = { protected: true, recognisers: [{ ...seen, target }] } as unknown as FaceResult;
      const full: PhotoReport = {
        ...report,
        mode: 'targeted',
        strength: 'strong',
        ...holds,
        faces: [one],
      };
      const end: JobEnd =
        type === 'done'
          ? { ...done, report: full }
          : { type, code: 'budget-exceeded', message: 'No', report: full };
      const { ask, last } = open(sender, NAME, () => Promise.resolve(end));
      ask(request);
      const message = await last;
      if (message.type === 'progress') throw new Error('That is no end');
      if (isTold) expect(message.report).toEqual(full);
      else {
        const faces = [{ ...one, recognisers: [seen] }];
        expect(message.report).toEqual({ ...report, ...holds, faces });
      }
    },
  );
});
