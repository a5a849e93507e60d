/**
 * Writes THIRD_PARTY_NOTICES.md from what the build really contains; with --check, only says
 * whether the file is what it would write. Reads dist/chromium.meta.json, so build first.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CODEC_WASM } from '../src/offscreen/codecs/codec-wasm';

interface Component {
  readonly name: string;
  readonly version?: string;
  readonly licence: string;
  readonly source: string;
  readonly copyright?: string;
  /** The whole licence text. */
  readonly text: string;
}

/** What packages do not say about themselves: see scripts/licences/upstream.json. */
interface Upstream {
  readonly copyright: Readonly<Record<string, string>>;
  readonly text: Readonly<Record<string, string>>;
  readonly inside: Readonly<Record<string, readonly Component[]>>;
}

interface PackageJson {
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url: string };
}

interface Model {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly source: string;
  /** `from`: the path in the repository that the build copies. */
  readonly files: readonly { readonly from: string }[];
}

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'THIRD_PARTY_NOTICES.md');
const metafilePath = join(root, 'dist/chromium.meta.json');

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const readJson = (...path: string[]): unknown => JSON.parse(read(...path));
const upstream = readJson('scripts/licences/upstream.json') as Upstream;

/** Indentation and blank lines at the ends differ between copies of one licence. */
const tidy = (text: string) =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/^\s*\n/, '')
    .trimEnd();

/** `node_modules/@scope/name/x.js` and deeper nestings: the innermost package. */
function packageOf(input: string): string | undefined {
  const tail = input.split('node_modules/').at(-1);
  if (tail === undefined || tail === input) return undefined;
  const [first = '', second = ''] = tail.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function shippedPackages(): string[] {
  const { inputs } = readJson('dist/chromium.meta.json') as { inputs: Record<string, unknown> };
  // esbuild marks what it left out of a browser's bundle.
  const names = Object.keys(inputs)
    .filter((input) => !input.startsWith('(disabled):'))
    .map(packageOf);
  // Copied beside the bundles, so esbuild never sees it.
  names.push(packageOf(`node_modules/${CODEC_WASM.packagePath}`));
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

function textNamed(name: string): string {
  if (name === 'CC0-1.0') return read('scripts/licences', 'cc0-1.0.txt');
  if (name === 'Apache-2.0')
    return read('LICENSE').replace(
      /^ +Copyright \d{4} Unnoticed.*$/m,
      '   Copyright [yyyy] [name of copyright owner]',
    );
  if (name.endsWith('/NOTICE')) return read('node_modules', name);
  return read('scripts/licences', name);
}

function licenceText(name: string, licence: string): string {
  // One copy of these two, which packages reproduce with small differences or not at all.
  if (licence === 'Apache-2.0') return textNamed('Apache-2.0');
  if (licence === 'MPL-2.0') return textNamed('mpl-2.0.txt');
  const named = upstream.text[name];
  if (named !== undefined) return textNamed(named);
  const file = readdirSync(join(root, 'node_modules', name)).find((one) =>
    /^(licen[cs]e|copying)/i.test(one),
  );
  if (file === undefined) {
    throw new Error(`${name} ships, and no licence text is known: scripts/licences/upstream.json`);
  }
  return read('node_modules', name, file);
}

/** package.json has it as an address, as git+https, or as `owner/name` on GitHub. */
function addressOf(repository: string): string {
  const address = repository.replace(/^git\+|\.git$/g, '').replace(/^git:/, 'https:');
  return address.includes('://') ? address : `https://github.com/${address}`;
}

function componentOf(name: string): Component {
  const about = readJson('node_modules', name, 'package.json') as PackageJson;
  if (about.license === undefined) throw new Error(`${name} ships and names no licence`);
  const repository =
    typeof about.repository === 'string' ? about.repository : about.repository?.url;
  const copyright = upstream.copyright[name];
  return {
    name,
    version: about.version,
    licence: about.license,
    source: addressOf(repository ?? about.homepage ?? ''),
    ...(copyright === undefined ? {} : { copyright }),
    text: licenceText(name, about.license),
  };
}

function partsInside(name: string): Component[] {
  return (upstream.inside[name] ?? []).map((part) => ({
    ...part,
    name: `${part.name}, inside ${name}`,
    text: textNamed(part.text),
  }));
}

/** The weights, and the packages that they were converted by and come in. */
function shippedModels(): Component[] {
  const { models } = readJson('models/index.json') as { models: readonly Model[] };
  const packages = models.flatMap(({ files }) => files.map(({ from }) => packageOf(from)));
  return [
    ...models.map(({ id, name, licence, source }) => ({
      name: `models/${id} (${name})`,
      licence,
      source,
      text: textNamed(licence === 'MIT' ? 'mit.txt' : licence),
    })),
    ...[...new Set(packages.filter((name) => name !== undefined))].sort().map(componentOf),
  ];
}

function describeComponent(part: Component): string {
  const version = part.version === undefined ? '' : ` ${part.version}`;
  const lines = [`- **${part.name}**${version}: ${part.licence}. <${part.source}>`];
  if (part.copyright !== undefined) lines.push(`  ${part.copyright}.`.replace(/\.\.$/, '.'));
  return lines.join('\n');
}

function compose(): string {
  const parts = shippedPackages().flatMap((name) => [componentOf(name), ...partsInside(name)]);
  const models = shippedModels();
  const coveredBy = new Map<string, string[]>();
  for (const { text, name } of [...parts, ...models]) {
    const key = tidy(text);
    coveredBy.set(key, [...(coveredBy.get(key) ?? []), name]);
  }
  const texts = [...coveredBy].map(
    ([text, names]) => `### ${names.join('; ')}\n\n~~~text\n${text}\n~~~`,
  );
  return [
    '# Third-party notices',
    'Written by `npm run notices` from what the built extension contains. Unnoticed itself is under the Apache License 2.0 (LICENSE).',
    'This software is based in part on the work of the Independent JPEG Group.',
    '## Code',
    parts.map(describeComponent).join('\n'),
    'Code under the Mozilla Public License 2.0 is bundled from unchanged sources, which are at the address beside its name.',
    'ImageMagick is one file of the package, `codecs/magick.wasm`, byte for byte as `@imagemagick/magick-wasm` publishes it. Parts of it are under the GNU Lesser General Public License: whoever wants to change them builds that file anew from the sources at the addresses above, where exactly this version is kept with its build scripts, and puts it in the place of ours; nothing checks which file lies there.',
    '## Model weights',
    models.map(describeComponent).join('\n'),
    '## Licence texts',
    ...texts,
    '',
  ].join('\n\n');
}

function main(): void {
  if (!existsSync(metafilePath)) {
    process.stderr.write('dist/chromium.meta.json is missing: run `npm run build` first.\n');
    process.exitCode = 1;
    return;
  }
  const wanted = `${compose().trimEnd()}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(target, wanted);
    return;
  }
  if (!existsSync(target) || readFileSync(target, 'utf8') !== wanted) {
    process.stderr.write('THIRD_PARTY_NOTICES.md is out of date: run `npm run notices`.\n');
    process.exitCode = 1;
  }
}

main();
