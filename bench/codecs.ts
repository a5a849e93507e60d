import { mkdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FaceMeasurement } from '../src/engine/criterion/measure-faces';
import { measureFaces, referenceFaces } from '../src/engine/criterion/measure-faces';
import { matchLimit } from '../src/engine/criterion/match-limit';
import { detectFaces } from '../src/engine/detect/detect-faces';
import { scaleFace } from '../src/engine/detect/scale-face';
import type { Photo } from '../src/engine/photo';
import { protectPhoto } from '../src/engine/protect-photo';
import type { ProtectHost } from '../src/engine/protect-types';
import { decodeFile, encodeFile } from '../src/offscreen/codecs';
import type { SourceFormat } from '../src/offscreen/codecs/file-format';
import { platformPasses } from '../src/offscreen/codecs/platform-passes';
import { recompress } from '../src/offscreen/codecs/recompress';
import { protectOptions } from '../src/offscreen/worker/protect-options';
import { PLATFORM_IDS, PLATFORMS } from '../src/shared/platforms';
import type { Strength } from '../src/shared/strength';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';
import { codecsInNode, readPhoto } from './support/read-photo';

/**
 * What each encoder leaves of the protection. A photo is protected without any encoder in the loop
 * (PNG), and its pixels are then written in each way that the extension writes:
 * `npm run bench:codecs -- PHOTO...`, photos of any format.
 */
const STRENGTHS: readonly Strength[] = ['invisible', 'strong'];

const jpeg = (
  quality: number,
  subsampling: '4:4:4' | '4:2:2' | '4:2:0',
): [string, SourceFormat] => [
  `JPEG ${String(quality)}, ${subsampling}`,
  { format: 'jpeg', quality, subsampling, progressive: false },
];
const WAYS: readonly [string, SourceFormat][] = [
  ['PNG', { format: 'png', hasAlpha: false }],
  ['WebP, lossless', { format: 'webp', lossless: true, hasAlpha: false }],
  ['WebP 95', { format: 'webp', lossless: false, hasAlpha: false }],
  ['AVIF 90, 4:4:4', { format: 'avif', hasAlpha: false }],
  ...[100, 95, 90, 85, 75].map((quality) => jpeg(quality, '4:4:4')),
  jpeg(90, '4:2:2'),
  ...[95, 92, 90, 85, 75].map((quality) => jpeg(quality, '4:2:0')),
];

const photos = process.argv.slice(2);
if (photos.length === 0) throw new Error('Which photos? npm run bench:codecs -- PHOTO...');
await startWasm();
const models = await loadModelsInNode(await readModelIndex());
const codecs = codecsInNode();
const limits = models.recognisers.map(({ calibration }) => matchLimit(calibration));
const lines = [
  '# What is left of the protection after encoding',
  '',
  ...describeRun('npm run bench:codecs -- PHOTO...'),
  '',
  'Each photo is protected with no encoder in the loop but PNG, and these pixels are written in each way. Cosine to the original, the highest of all faces, by each recogniser: in the file, and after a site (JPEG 80, 4:2:0, 1080 pixels). In brackets the limit.',
  '',
];
for (const path of photos) {
  const decoded = await readPhoto(path, codecs);
  for (const strength of STRENGTHS) {
    const table = await tableOf(basename(path), decoded.photo, decoded.source, strength);
    lines.push(...table, '');
    process.stdout.write(`${table.join('\n')}\n\n`);
  }
}
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/codecs.md', `${lines.join('\n').trimEnd()}\n`);

async function tableOf(
  name: string,
  photo: Photo,
  own: SourceFormat,
  strength: Strength,
): Promise<string[]> {
  const faces = await detectFaces(photo, models);
  const references = await referenceFaces(photo, faces, models);
  const title = `## ${name}, ${strength}, ${String(photo.width)} x ${String(photo.height)}, faces: ${String(faces.length)}`;
  const changed = await protectedPixels(photo, strength);
  if (typeof changed === 'string') return [title, '', `Not protected at this level: ${changed}.`];
  const heads = models.recognisers.map(({ id }, index) => `${id} (${limits[index]!.toFixed(3)})`);
  const table = [
    title,
    '',
    `| written as | bytes | ms | ${heads.join(' | ')} | ${heads.map((head) => `${head} after a site`).join(' | ')} |`,
    `| --- | --- | --- |${' --- |'.repeat(2 * heads.length)}`,
  ];
  const ownWay: [string, SourceFormat] = ['as the source', own];
  for (const [way, source] of [...WAYS, ownWay]) {
    const started = performance.now();
    const bytes = await encodeFile(changed, source, codecs);
    const ms = performance.now() - started;
    const { photo: delivered } = await decodeFile(bytes, codecs);
    const passedOn = await recompress(delivered, PLATFORMS['jpeg-80-1080'].does, codecs);
    const after = await measureFaces(delivered, references, models);
    const scale = passedOn.width / photo.width;
    const scaled = references.map((one) => ({ ...one, face: scaleFace(one.face, scale) }));
    const onSite = await measureFaces(passedOn, scaled, models);
    const cells = [...highest(after), ...highest(onSite)];
    table.push(`| ${way} | ${String(bytes.length)} | ${ms.toFixed(0)} | ${cells.join(' | ')} |`);
  }
  return table;
}

/** The pixels of the file that the verdict is about; why there is none where a face failed. */
async function protectedPixels(photo: Photo, strength: Strength): Promise<Photo | string> {
  const host: ProtectHost = {
    encode: (changed) => encodeFile(changed, { format: 'png', hasAlpha: false }, codecs),
    decode: async (bytes) => (await decodeFile(bytes, codecs)).photo,
    platforms: platformPasses(PLATFORM_IDS, photo, codecs),
    checkpoint: () => Promise.resolve(),
    progress: () => undefined,
    enter: () => undefined,
  };
  const options = protectOptions({ strength, seed: 1 });
  const { bytes, outcome, code } = await protectPhoto(photo, models, options, host);
  if (bytes === undefined) return code ?? outcome;
  return (await decodeFile(bytes, codecs)).photo;
}

function highest(faces: readonly FaceMeasurement[]): string[] {
  return limits.map((limit, index) => {
    const most = Math.max(...faces.map(({ similarities }) => similarities[index] ?? NaN));
    return `${most.toFixed(3)}${most < limit ? '' : ' (matches)'}`;
  });
}
