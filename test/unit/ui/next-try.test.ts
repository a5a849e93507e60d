import { describe, expect, it } from 'vitest';
import { nextTry } from '../../../src/ui/studio/next-try';

const FIRST = { asStill: false, stronger: 0 };

describe('what may be tried after a failure', () => {
  it('is the next level where a face could not be protected, as long as there is one', () => {
    const next = nextTry('budget-exceeded', FIRST, 2);
    expect(next).toEqual({
      kind: 'stronger',
      strength: 'balanced',
      way: { asStill: false, stronger: 1 },
    });
    const after = nextTry('budget-exceeded', { asStill: false, stronger: 2 }, 2);
    expect(after).toEqual({ kind: 'again', way: { asStill: false, stronger: 2 } });
  });

  it('is the first picture of one that moves, at the level that was tried', () => {
    const next = nextTry('animated', { asStill: false, stronger: 1 }, 2);
    expect(next).toEqual({ kind: 'still', way: { asStill: true, stronger: 1 } });
  });

  it('is the same again where the work failed, and nothing where the file is at fault', () => {
    expect(nextTry('timeout', FIRST, 2)).toEqual({ kind: 'again', way: FIRST });
    expect(nextTry('corrupt-file', FIRST, 2)).toBeUndefined();
  });
});
