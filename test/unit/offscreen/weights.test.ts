import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pinnedReader } from '../../../src/offscreen/weights';

const bytes = new TextEncoder().encode('weights').buffer;
const sha256 = createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
const index = { models: [{ files: [{ path: 'a/a.bin', sha256 }] }] };

describe('pinnedReader', () => {
  it('gives out what is pinned', async () => {
    const read = pinnedReader(index, () => Promise.resolve(bytes));
    expect(await read('a/a.bin')).toBe(bytes);
  });

  it('refuses a single changed bit', async () => {
    const changed = bytes.slice(0);
    new Uint8Array(changed).set([(new Uint8Array(changed)[0] ?? 0) ^ 1]);
    const read = pinnedReader(index, () => Promise.resolve(changed));
    await expect(read('a/a.bin')).rejects.toMatchObject({ code: 'weights-corrupt' });
  });

  it('refuses a file that is missing, and one that is not pinned', async () => {
    const missing = pinnedReader(index, () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(missing('a/a.bin')).rejects.toMatchObject({ code: 'weights-corrupt' });
    const read = pinnedReader(index, () => Promise.resolve(bytes));
    await expect(read('a/b.bin')).rejects.toMatchObject({ code: 'weights-corrupt' });
  });
});
