import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Runs bench/NAME.ts: `tsx scripts/bench.ts NAME [arguments]`. Bundled first, because the ES modules
 * of tfjs cannot be imported by Node as they are.
 */
const [name, ...rest] = process.argv.slice(2);
if (name === undefined) {
  process.stderr.write('Which bench? npm run bench:NAME, see package.json\n');
  process.exit(2);
}
const outfile = join('node_modules', '.cache', 'unnoticed', 'bench', `${name}.mjs`);
const wasmBackend = join('node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');
await build({
  entryPoints: [join('bench', `${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  sourcemap: 'inline',
  logLevel: 'warning',
  // Tools, which find their own files beside themselves.
  external: ['esbuild', 'puppeteer-core', '@puppeteer/browsers', 'onnxruntime-web'],
  // The wasm backend's glue is CommonJS: it asks for require and __dirname.
  banner: {
    js: [
      "import { createRequire as createRequireForBundle } from 'node:module';",
      "const require = createRequireForBundle(process.cwd() + '/package.json');",
      `const __dirname = process.cwd() + ${JSON.stringify(`/${wasmBackend}`)};`,
    ].join('\n'),
  },
});
const run = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...rest], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
