import { defineConfig } from 'vitest/config';

/**
 * The ES modules of tfjs, run through vite: the engine, its gradients and the backends then share
 * one tfjs-core. Node alone would take the CommonJS bundle for some imports and not for others.
 */
const TENSOR_MODULES = /@tensorflow\/[^/]+\/dist\//;

/** Rings that run in Node alone. */
function nodeRing(name: string) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: 'node' as const,
      testTimeout: 30_000,
      server: { deps: { inline: [TENSOR_MODULES] } },
    },
  };
}

/** Rings that drive a browser: one file at a time, no second try. */
function browserRing(name: string) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: 'node' as const,
      fileParallelism: false,
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
