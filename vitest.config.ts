import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

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

/** Rings that run in Node alone. */
function nodeRing(name: string) {
  return {
    resolve: { alias: [ONE_TFJS] },
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: 'node' as const,
      setupFiles: ['test/support/with-expectations.ts'],
      maxWorkers: FILES_AT_ONCE,
      testTimeout: 30_000,
      server: { deps: { inline: [/@tensorflow\/[^/]+\/dist\//] } },
      deps: { optimizer: { ssr: { enabled: true, include: BUNDLED_TFJS } } },
    },
  };
}

/** Rings that drive a browser: no second try. A browser of its own for each file. */
function browserRing(name: string) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: 'node' as const,
      setupFiles: ['test/support/with-expectations.ts'],
      maxWorkers: FILES_AT_ONCE,
      retry: 0,
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      nodeRing('unit'),
      nodeRing('golden'),
      nodeRing('repo'),
      browserRing('page'),
      browserRing('extension'),
    ],
  },
});
