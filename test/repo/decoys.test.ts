import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decoysEntry, shippedIndex } from '../support/shipped-decoys';

const entry = decoysEntry();

it('decoys are of the recognisers that ship, in their order, from these very weights', () => {
  const recognisers = shippedIndex().models.filter((model) => model.role === 'recogniser');
  expect(entry.parts).toEqual(
    recognisers.map(({ id, embedding, files }) => ({
      recogniser: id,
      length: embedding,
      weights: files[1]?.sha256,
    })),
  );
});

it('the statistics are the pinned file, small, and said to be nothing else', () => {
  const [{ from, bytes, sha256 }] = entry.files;
  const file = readFileSync(from);
  expect(file.byteLength).toBe(bytes);
  expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
  expect(bytes).toBeLessThan(1_500_000);
  expect(entry.statement).toContain('no embedding of a person');
});
