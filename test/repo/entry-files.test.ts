import { describe, expect, it } from 'vitest';
import { exists, filesUnder, read, readJson } from './repository';

const indexes = filesUnder('src', '/index.ts');
const bundles = [...read('scripts/build.ts').matchAll(/'(src\/[^']+\.ts)'/g)].map(
  ([, path = '']) => path,
);

describe('entry files', () => {
  it.each([...new Set([...indexes, ...bundles])])('%s only wires: at most 80 lines', (path) => {
    expect(read(path).trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  });

  it('the build bundles files that exist, the background among them', () => {
    expect(bundles).toContain('src/background/index.ts');
    expect(bundles.filter((path) => !exists(path))).toEqual([]);
  });

  it('the search for dead code starts from the same files as the build', () => {
    const { entry } = readJson('knip.json') as { entry: string[] };
    expect(entry.filter((path) => path.startsWith('src/')).sort()).toEqual([...bundles].sort());
  });
});
