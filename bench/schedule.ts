import { mkdir, writeFile } from 'node:fs/promises';
import { protectPhoto } from '../src/engine';
import type { PaperOptions } from '../src/engine/attack/forms/paper-options';
import { detectFaces } from '../src/engine/detect/detect-faces';
import type { EngineModels } from '../src/engine/models/load-engine-models';
import type { Box, Photo } from '../src/engine/photo';
import type { AttackMode, FaceReport, ProtectOptions } from '../src/engine/protect-types';
import { embedFace } from '../src/engine/recognise/embed-face';
import { decodeFile, encodeFile } from '../src/offscreen/codecs';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';
import { codecsInNode, readPhoto } from './support/read-photo';

/**
 * The paper's falling b in its two forms: a restart after each failure, as the paper has it, and
 * warm attempts that go on from the last image. Crops of the sample photos with one face each, in
 * Node on wasm; judged on the delivered JPEG. `--case N` prints the row of one case only.
 */
type Place = readonly [sample: number, crop: Box];
const FACES: readonly Place[] = [
  [1, [352, 384, 384, 320]],
  [3, [1420, 290, 370, 380]],
];
/** A face that is none of them, as the target. */
const TARGET: Place = [5, [1020, 180, 340, 360]];

interface Case {
  readonly mode: AttackMode;
  readonly options: Partial<PaperOptions>;
  readonly face: Place;
}
const inBothForms = (mode: AttackMode, options: Partial<PaperOptions>, faces = FACES): Case[] =>
  faces.flatMap((face) =>
    (['restart', 'warm'] as const).map((schedule) => ({
      mode,
      options: { ...options, schedule },
      face,
    })),
  );
const CASES: readonly Case[] = [
  ...inBothForms('nontargeted', { terms: 'L1' }),
  ...inBothForms('nontargeted', { terms: 'L1+L2+G', gradientThreshold: 'reachable' }),
  ...inBothForms('targeted', { terms: 'L1+L2+G', gradientThreshold: 'reachable' }),
  // Some twenty failures in the restart form: minutes a face.
  ...inBothForms(
    'nontargeted',
    { terms: 'L1+L2+G', gradientThreshold: 'literal' },
    FACES.slice(0, 1),
  ),
];
/** Thirty failures of the restart form, and what follows them. */
const MAX_STEPS = 31 * 100 + 100;

await startWasm();
const models = await loadModelsInNode(await readModelIndex());
const codecs = codecsInNode();
const target = await targetEmbeddings(models);
const at = process.argv.indexOf('--case');
if (at >= 0) {
  process.stdout.write(`${await rowOf(CASES[Number(process.argv[at + 1])])}\n`);
} else {
  const lines = ['# The falling b: restart and warm', ''];
  lines.push(...describeRun('npm run bench:schedule'), '');
  lines.push(
    '| mode | terms | G | schedule | face | protected | PSNR, dB | SSIM | over J | gradients |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const one of CASES) lines.push(await rowOf(one));
  await mkdir('docs/results', { recursive: true });
  await writeFile('docs/results/schedule.md', `${lines.join('\n')}\n`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function rowOf(one: Case | undefined): Promise<string> {
  if (!one) throw new Error(`--case 0 to ${String(CASES.length - 1)}`);
  const face = await protectFace(one);
  const { mode, options } = one;
  const cells = [
    mode,
    options.terms,
    options.gradientThreshold ?? '',
    options.schedule,
    `sample${String(one.face[0])}`,
    face.protected ? 'yes' : (face.code ?? 'no'),
    (face.psnr ?? Infinity).toFixed(1),
    face.ssim.toFixed(3),
    `${(100 * face.overJnd).toFixed(1)} %`,
    String(face.steps),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function protectFace({ mode, options, face: [sample, crop] }: Case): Promise<FaceReport> {
  const { photo, source } = await readPhoto(pathOf(sample), codecs);
  const order: ProtectOptions = {
    mode,
    ...(mode === 'targeted' ? { target } : {}),
    form: 'paper',
    paper: options,
    seed: 1,
    k: 1,
    maxSteps: MAX_STEPS,
  };
  const result = await protectPhoto(cropOf(photo, crop), models, order, {
    deliver: async (candidate) => {
      const bytes = await encodeFile(candidate, source, codecs);
      return { bytes, photo: (await decodeFile(bytes, codecs)).photo };
    },
    checkpoint: () => Promise.resolve(),
    progress: () => undefined,
    enter: () => undefined,
  });
  const [face] = result.faces;
  if (!face) throw new Error(`No face in ${crop.join(', ')} of sample ${String(sample)}`);
  return face;
}

async function targetEmbeddings(loaded: EngineModels): Promise<ReadonlyMap<string, Float32Array>> {
  const [sample, crop] = TARGET;
  const { photo } = await readPhoto(pathOf(sample), codecs);
  const [face] = await detectFaces(cropOf(photo, crop), loaded);
  if (!face) throw new Error('The target shows no face');
  const embeddings = new Map<string, Float32Array>();
  for (const recogniser of loaded.recognisers) {
    const embedding = await embedFace(cropOf(photo, crop), face.points, recogniser);
    embeddings.set(recogniser.id, embedding.slice());
  }
  return embeddings;
}

function pathOf(sample: number): string {
  return `node_modules/@vladmandic/face-api/demo/sample${String(sample)}.jpg`;
}

function cropOf(photo: Photo, [left, top, width, height]: Box): Photo {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * photo.width + left) * 4;
    data.set(photo.data.subarray(from, from + width * 4), y * width * 4);
  }
  return { width, height, data };
}
