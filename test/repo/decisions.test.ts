import { describe, expect, it } from 'vitest';
import { filesUnder, read } from './repository';

const HEADINGS = ['## Context', '## Choice', '## Measured reason', '## What would overturn it'];
const records = filesUnder('docs/decisions', '.md');

describe('decision records', () => {
  it('are found, each under its own number', () => {
    const numbers = records.map((path) => /\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]);
    expect(numbers).toContain('0001');
    expect(numbers).not.toContain(undefined);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it.each(records)('%s has the four headings, in order, with words under each', (path) => {
    const lines = read(path).split('\n');
    expect(lines.filter((line) => line.startsWith('## '))).toEqual(HEADINGS);
    const sections = read(path)
      .split(/^## .*$/m)
      .slice(1);
    for (const section of sections) expect(section.trim()).not.toBe('');
  });
});
