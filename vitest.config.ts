import { defineConfig } from 'vitest/config';

/** Rings that run in Node alone. */
function nodeRing(name: string) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: 'node' as const,
      testTimeout: 30_000,
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
