import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test.each(['dlib', 'mobilefacenet'])(
  'the graph of %s is what its script makes of the weights that are installed',
  (name) => {
    const script = ['--import', 'tsx', `scripts/${name}-graph.ts`, '--check'];
    expect(() => execFileSync(process.execPath, script, { stdio: 'pipe' })).not.toThrow();
  },
  30_000,
);
