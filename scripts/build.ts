/** Builds the extension: sources, models and third-party binaries into dist/chromium. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { CODEC_WASM } from '../src/offscreen/codecs/codec-wasm';
import { browserOnly } from './browser-only';
import { defineExpectations } from './expectations';

const root = resolve(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const out = join(root, 'dist', 'chromium');
const metafile = join(root, 'dist', 'chromium.meta.json');

/** One bundle per place where code runs. */
const ENTRIES = {
  background: 'src/background/index.ts',
  'offscreen/offscreen': 'src/offscreen/page/index.ts',
  'offscreen/helper': 'src/offscreen/helper/index.ts',
  'offscreen/worker': 'src/offscreen/worker/index.ts',
  'ui/compare/compare': 'src/ui/compare/index.ts',
  'ui/first-run/first-run': 'src/ui/first-run/index.ts',
  'ui/options/options': 'src/ui/options/index.ts',
  'ui/popup/popup': 'src/ui/popup/index.ts',
  'ui/studio/studio': 'src/ui/studio/index.ts',
};

/** Classic scripts beside a page's own: what they declare stays inside of them. */
const GATE_ENTRY = { 'content/gate': 'src/content/index.ts' };
const PAGE_WORLD_ENTRY = { 'content/page-world': 'src/content/page-world/index.ts' };

/**
 * What the script in the page's world is called in stacks. By its address a page could read the
 * extension's id there, and the browser would list every warning that a page causes through a hook
 * among the extension's errors, which takes ten times as long as the call itself.
 */
const PAGE_WORLD_NAME = '//# sourceURL=native';

const ICON_SIZES = [16, 32, 48, 128];

/** From the repository to the place in the extension. */
const FILES: Readonly<Record<string, string>> = {
  'manifest.json': 'manifest.json',
  _locales: '_locales',
  LICENSE: 'LICENSE',
  'THIRD_PARTY_NOTICES.md': 'THIRD_PARTY_NOTICES.md',
  'src/offscreen/page/offscreen.html': 'offscreen/offscreen.html',
  'src/ui/look.css': 'ui/look.css',
  'src/ui/compare/compare.html': 'ui/compare/compare.html',
  'src/ui/compare/compare.css': 'ui/compare/compare.css',
  'src/ui/compare/report.css': 'ui/compare/report.css',
  'src/ui/first-run/first-run.html': 'ui/first-run/first-run.html',
  'src/ui/first-run/first-run.css': 'ui/first-run/first-run.css',
  'src/ui/options/options.html': 'ui/options/options.html',
  'src/ui/options/options.css': 'ui/options/options.css',
  'src/ui/popup/popup.html': 'ui/popup/popup.html',
  'src/ui/popup/popup.css': 'ui/popup/popup.css',
  'src/ui/studio/studio.html': 'ui/studio/studio.html',
  'src/ui/studio/studio.css': 'ui/studio/studio.css',
  'models/index.json': 'models/index.json',
  ...Object.fromEntries(
    ICON_SIZES.map((px) => [`src/ui/icons/icon-${px}.png`, `icons/icon-${px}.png`]),
  ),
};

const TFJS_WASM = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];

interface ModelFile {
  readonly path: string;
  readonly from: string;
  readonly sha256: string;
  readonly bytes: number;
}

interface ModelIndex {
  readonly models: readonly { readonly id: string; readonly files: readonly ModelFile[] }[];
}

async function bundle(
  entryPoints: Readonly<Record<string, string>>,
  format: 'esm' | 'iife',
  footer = '',
): Promise<Metafile> {
  const { metafile: meta } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: out,
    bundle: true,
    format,
    platform: 'browser',
    target: 'chrome148',
    charset: 'utf8',
    legalComments: 'eof',
    metafile: true,
    footer: { js: footer },
    logLevel: 'warning',
    // Libraries ask whether they run in Node. Here they do not, and that code is left out.
    define: { process: 'undefined', ...defineExpectations() },
    minifySyntax: true,
    plugins: [browserOnly],
  });
  return meta;
}

function copy(from: string, to: string): void {
  const target = join(out, to);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(from, target, { recursive: true, errorOnExist: true, force: false });
}

/** Copies the weights that models/index.json pins; a file that is not the pinned one ends all. */
function copyModels(): void {
  const index = JSON.parse(readFileSync(join(root, 'models/index.json'), 'utf8')) as ModelIndex;
  for (const { id, files } of index.models) {
    for (const { path, from, sha256, bytes } of files) {
      const source = join(root, from);
      const content = readFileSync(source);
      const found = createHash('sha256').update(content).digest('hex');
      if (found !== sha256 || content.byteLength !== bytes) {
        throw new Error(
          `${id}: ${from} is not the file that models/index.json pins ` +
            `(${content.byteLength} bytes, sha256 ${found})`,
        );
      }
      copy(source, join('models', path));
    }
  }
}

rmSync(metafile, { force: true });
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const pages = await bundle(ENTRIES, 'esm');
const gate = await bundle(GATE_ENTRY, 'iife');
const pageWorld = await bundle(PAGE_WORLD_ENTRY, 'iife', PAGE_WORLD_NAME);
const meta: Metafile = {
  inputs: { ...pages.inputs, ...gate.inputs, ...pageWorld.inputs },
  outputs: { ...pages.outputs, ...gate.outputs, ...pageWorld.outputs },
};
for (const [from, to] of Object.entries(FILES)) copy(join(root, from), to);
for (const file of TFJS_WASM) {
  copy(join(modules, '@tensorflow/tfjs-backend-wasm/dist', file), join('tfjs', file));
}
copy(join(modules, CODEC_WASM.packagePath), join('codecs', CODEC_WASM.name));
copyModels();
// Last: its time stamp says that everything above is there (scripts/protect/ensure-built.ts).
writeFileSync(metafile, `${JSON.stringify(meta, null, 1)}\n`);
process.stdout.write('built dist/chromium\n');
