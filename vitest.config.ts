import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/**
 * One tfjs-core for the engine, the gradients and the backends: every import, the packages' own
 * too, has to lead to the ES modules. Node alone would take the CommonJS bundle for some of them,
 * whose kernels and gradients the others do not see.
 */
const ONE_TFJS = {
  find: /^@tensorflow\/(tfjs-(?:core|backend-cpu|backend-wasm))$/,
  replacement: join(import.meta.dirname, 'node_modules/@tensorflow/$1/dist/index.js'),
};

/** Bundled once and cached: hundreds of small modules take seconds in every test file. */
const BUNDLED_TFJS = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-core/dist/register_all_gradients',
  '@tensorflow/tfjs-backend-cpu',
];

/** One for each core of a small machine; many files wait, for a browser or a minute of silence. */
const FILES_AT_ONCE = 2;

/**
 * The files of a ring run one after another in the same processes: modules, codecs and networks are
 * loaded once for each, and the browsers of test/support/shared-browsers.ts live as long.
 */
const SHARED_PROCESSES = { maxWorkers: FILES_AT_ONCE, isolate: false };

/**
 * What takes minutes, and what one file waits for while another could compute. Begun last, such a
 * file would run alone beside an idle core; a checkout that never ran them does not know that.
 */
const FIRST = [
  'extension/faults',
  'extension/uploaders-rebuilt',
  'extension/protect-command',
  'extension/uploaders',
  'extension/uploaders-faults',
  'extension/target',
  'extension/engine-host',
  'page/verdict',
  'page/leak',
];

/** The files of a run in the order in which they begin. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = FIRST.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
  return place === -1 ? FIRST.length : place;
}

/** Rings that run in Node alone. */
function nodeRing(name: string) {
  return {
    resolve: { alias: [ONE_TFJS] },
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: 'node' as const,
      setupFiles: ['test/support/with-expectations.ts'],
      ...SHARED_PROCESSES,
      testTimeout: 30_000,
      server: { deps: { inline: [/@tensorflow\/[^/]+\/dist\//] } },
      deps: { optimizer: { ssr: { enabled: true, include: BUNDLED_TFJS } } },
    },
  };
}

/** Rings that drive a browser: no second try. */
function browserRing(name: string) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: 'node' as const,
      setupFiles: ['test/support/with-expectations.ts'],
      ...SHARED_PROCESSES,
      retry: 0,
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      nodeRing('unit'),
      nodeRing('golden'),
      nodeRing('repo'),
      browserRing('page'),
      browserRing('extension'),
    ],
  },
});
