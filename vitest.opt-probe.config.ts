import { defineConfig } from 'vitest/config';
export default defineConfig({
  root: '/work/main',
  cacheDir: '/tmp/vitecache4',
  resolve: { alias: [{ find: /^@tensorflow\/(tfjs-(?:core|backend-cpu|backend-wasm))$/, replacement: '/work/main/node_modules/@tensorflow/$1/dist/index.js' }] },
  test: {
    name: 'unit', include: ['test/unit/engine/probe*.test.ts'], environment: 'node', testTimeout: 60000,
    server: { deps: { inline: [/@tensorflow\/[^/]+\/dist\//] } },
  },
});
