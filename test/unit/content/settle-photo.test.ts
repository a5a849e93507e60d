import { describe, expect, it } from 'vitest';
import type { Decision, PhotoQuestion, PhotoView } from '../../../src/content/gesture-view';
import { settlePhoto } from '../../../src/content/settle-photo';
import type { ErrorCode } from '../../../src/shared/errors';
import type { PhotoReport } from '../../../src/shared/report';
import { JobError } from '../../../src/shared/run-job';
import type { PagePolicy } from '../../../src/shared/settings';
import { DONE } from '../../support/panel-report';

const photo = new File(['original'], 'one.jpg', { type: 'image/jpeg' });
const strict: PagePolicy = { onFailure: 'ask', askWithoutFace: true, strongerLevels: 1 };
const NO_FACE: PhotoReport = { ...DONE, outcome: 'no-face', faces: [] };

/** What a person who decides so is asked, and what the page gets. */
async function settle(
  run: () => Promise<PhotoReport>,
  decision: Decision = 'original',
  policy = strict,
) {
  const asked: PhotoQuestion[] = [];
  const shown: string[] = [];
  const view: PhotoView = {
    showProgress: () => undefined,
    showDone: () => shown.push('done'),
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(decision);
    },
    showSettled: (how) => shown.push(how),
  };
  const room = {
    run: async () => ({ id: 'job', blob: new Blob(['worked on']), report: await run() }),
    compare: () => Promise.resolve(),
  };
  const settled = await settlePhoto(photo, view, policy, new AbortController().signal, room);
  const sent = await settled.file?.text();
  return { asked, shown, sent, outcome: settled.note.outcome };
}

function failsWith(code: ErrorCode, report?: PhotoReport): () => Promise<never> {
  const failure = { type: 'failed', code, message: 'no', ...(report && { report }) } as const;
  return () => Promise.reject(new JobError(failure));
}

describe('what a person says about a photo', () => {
  it('of which one face was changed and another can’t be measured sends the changed one', async () => {
    const found = await settle(() => Promise.resolve({ ...DONE, unclear: 1 }));
    expect(found.asked).toMatchObject([{ doubt: 'unmeasured', isChanged: true }]);
    expect(found).toMatchObject({ sent: 'worked on', shown: ['done'], outcome: 'measured' });
  });

  it('in which no face was found sends it without metadata, and does not call it changed', async () => {
    const found = await settle(() => Promise.resolve(NO_FACE));
    expect(found.asked).toMatchObject([{ doubt: 'no-face' }]);
    expect(found.asked[0]).not.toHaveProperty('isChanged');
    expect(found).toMatchObject({ sent: 'worked on', shown: ['original'], outcome: 'no-face' });
  });

  it('that failed sends it as it was chosen', async () => {
    const found = await settle(failsWith('corrupt-file'));
    expect(found.asked[0]).not.toHaveProperty('isChanged');
    expect(found).toMatchObject({ sent: 'original', shown: ['original'], outcome: 'original' });
  });

  it.each([
    ['strong', {}],
    ['strong, unlinkable', { unlinkable: true }],
  ] as const)('is asked with the figures of %s where that comes next', async (level, wished) => {
    const report = { ...DONE, outcome: 'failed', code: 'budget-exceeded', ...wished } as const;
    const failed = failsWith('budget-exceeded', { ...report, strength: 'balanced' });
    const { asked, sent } = await settle(failed, 'leave-out');
    expect(asked).toMatchObject([{ next: 'strong', nextLevel: level }]);
    expect(sent).toBeUndefined();
  });
});
