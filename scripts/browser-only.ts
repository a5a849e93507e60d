import type { Plugin } from 'esbuild';

/**
 * Leaves out what can never run in the extension: tfjs's threaded variant, which starts scripts from
 * blob: and is refused by our policy, and Node's modules, which Emscripten asks for when in Node.
 */
export const browserOnly: Plugin = {
  name: 'browser-only',
  setup(building) {
    building.onLoad({ filter: /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/ }, () => ({
      contents: "export default {}; export const wasmWorkerContents = '';",
    }));
    building.onResolve({ filter: /^(fs|path)$/ }, ({ path }) => ({ path, namespace: 'no-node' }));
    building.onLoad({ filter: /./, namespace: 'no-node' }, () => ({ contents: '' }));
  },
};
