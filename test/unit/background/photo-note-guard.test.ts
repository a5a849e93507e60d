import { describe, expect, it } from 'vitest';
import { isPhotoNote } from '../../../src/background/photo-note-guard';

const verdict = { case: 'all-stopped', key: 'verdict_stopped_many', args: [2, '0.951'] };
const note = { name: 'a.jpg', outcome: 'measured', verdict };

describe('a note of a photo', () => {
  it.each([
    verdict,
    { case: 'not-checked', key: 'error_not_a_photo', args: [] },
    { case: 'no-face', key: 'outcome_no_face', args: [] },
  ])('is taken with a verdict that can be said: %j', (one) => {
    expect(isPhotoNote({ ...note, verdict: one })).toBe(true);
  });

  it.each([
    { ...verdict, case: 'fine' },
    { ...verdict, key: 'extension_name' },
    { ...verdict, args: [2, 'as you like'] },
    { ...verdict, args: [2, '0.951', 3] },
    { ...verdict, args: [-1, '0.951'] },
    { ...verdict, more: 1 },
    'verdict_stopped_many',
    undefined,
  ])('is refused with another: %j', (one) => {
    expect(isPhotoNote({ ...note, verdict: one })).toBe(false);
  });

  it('is refused with more in it', () => {
    expect(isPhotoNote({ ...note, more: 1 })).toBe(false);
  });
});
