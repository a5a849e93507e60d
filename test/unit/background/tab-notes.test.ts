import { describe, expect, it } from 'vitest';
import { TabNotes } from '../../../src/background/tab-notes';
import type { PhotoNote } from '../../../src/shared/photo-note';
import { SENT_ORIGINAL } from '../../../src/shared/verdict';
import { mapStorage } from '../../support/stored-values';

const note = (name: string, outcome: PhotoNote['outcome'] = 'measured'): PhotoNote => ({
  name,
  outcome,
  verdict: SENT_ORIGINAL,
});

function setUp() {
  const storage = mapStorage();
  const documents = new Map([
    [1, 'one'],
    [2, 'two'],
  ]);
  const counts: string[] = [];
  const notes = new TabNotes(storage, {
    documentOf: (tabId) => Promise.resolve(documents.get(tabId)),
    showCount: (tabId, count) => {
      counts.push(`${tabId}: ${count}`);
      return Promise.resolve();
    },
  });
  const names = async (tabId: number) => (await notes.read(tabId)).map(({ name }) => name);
  return { storage, documents, counts, notes, names };
}

describe('TabNotes', () => {
  it('gives the photos of a tab, newest first, and counts those that were measured', async () => {
    const { notes, names, counts } = setUp();
    await notes.add(1, [note('a'), note('b', 'original')]);
    await notes.add(2, [note('x', 'no-face')]);
    await notes.add(1, [note('c')]);
    expect(await names(1)).toEqual(['c', 'b', 'a']);
    expect(await names(2)).toEqual(['x']);
    expect(counts).toEqual(['1: 1', '2: 0', '1: 2']);
  });

  it('loses none of several at once', async () => {
    const { notes, names } = setUp();
    await Promise.all(['a', 'b', 'c'].map((name) => notes.add(1, [note(name)])));
    expect(await names(1)).toEqual(['c', 'b', 'a']);
  });

  it('keeps the newest twenty, and the count of all', async () => {
    const { notes, names, counts } = setUp();
    await notes.add(
      1,
      Array.from({ length: 25 }, (_, index) => note(String(index))),
    );
    expect(await names(1)).toHaveLength(20);
    expect((await names(1))[0]).toBe('24');
    expect(counts).toEqual(['1: 25']);
  });

  it('begins anew with another document in the tab', async () => {
    const { notes, names, counts, documents } = setUp();
    await notes.add(1, [note('a')]);
    documents.set(1, 'another');
    expect(await names(1)).toEqual([]);
    await notes.add(1, [note('b')]);
    expect(await names(1)).toEqual(['b']);
    expect(counts).toEqual(['1: 1', '1: 1']);
  });

  it('tells nothing of a tab that may not be looked at any more', async () => {
    const { notes, names, documents } = setUp();
    await notes.add(1, [note('a')]);
    documents.delete(1);
    expect(await names(1)).toEqual([]);
  });

  it('forgets a tab that is gone', async () => {
    const { storage, notes } = setUp();
    await notes.add(1, [note('a')]);
    await notes.drop(1);
    expect([...storage.values]).toEqual([]);
  });
});
