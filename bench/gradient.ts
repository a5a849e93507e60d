import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../src/engine/recognise/recogniser';
import type { RecogniserEntry } from '../src/engine/models/model-index';
import { cosineSimilarity } from '../src/engine/recognise/cosine-similarity';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';
import { Twin, pythonWithTorch } from './support/twin';

/**
 * Milliseconds of a forward pass and of an input gradient of each recogniser, on wasm in Node (one
 * thread) and in PyTorch with the same weights, interleaved in one run. `--no-torch`: only ours.
 */
const ROUNDS = 21;
const LONG_RUN = 500;
const BATCHES = [1, 4];
const THREADS = [1, 2];
const AGREEMENT = 0.9999;

interface Row {
  readonly network: string;
  readonly what: 'forward' | 'gradient';
  readonly batch: number;
  readonly by: string;
  readonly ms: number[];
}

await startWasm();
const index = await readModelIndex();
const models = await loadModelsInNode(index);
const python = process.argv.includes('--no-torch') ? undefined : await pythonWithTorch();
if (python === undefined) process.stderr.write('No PyTorch here: only our own times.\n');
const rows: Row[] = [];
const notes: string[] = [];
for (const recogniser of models.recognisers) {
  const entry = index.models.find(({ id }) => id === recogniser.id) as RecogniserEntry;
  const files = entry.files.map(({ from }) => from);
  const twins =
    python === undefined ? [] : THREADS.map((n) => new Twin(python, entry.id, n, files));
  if (twins[0]) notes.push(await agreement(twins[0], recogniser, entry));
  rows.push(...(await timeAll(recogniser, twins)));
  for (const twin of twins) twin.close();
  notes.push(growthOver(LONG_RUN, recogniser));
}

const results = rows.map(({ ms, ...row }) => ({ ...row, ...spreadOf(ms) }));
const rowsWithRatio = results.map((row) => ({ ...row, ratioToPyTorch: ratioOf(row) }));
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/gradient.json', `${JSON.stringify(rowsWithRatio, undefined, 1)}\n`);
const lines = [
  ...describeRun('npm run bench:gradient'),
  ...notes.map((note) => `- ${note}`),
  '',
  `Milliseconds, ${String(ROUNDS)} rounds, all rows in turn in each round.`,
  '',
  '| network | | batch | by | median | quartiles | times PyTorch, same threads |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...rowsWithRatio.map(
    (row) =>
      `| ${row.network} | ${row.what} | ${String(row.batch)} | ${row.by} | ${row.median.toFixed(1)} ` +
      `| ${row.lower.toFixed(1)} to ${row.upper.toFixed(1)} | ${row.ratioToPyTorch?.toFixed(2) ?? ''} |`,
  ),
];
process.stdout.write(`${lines.join('\n')}\n`);

/** Both embed the same noise, read by each in its own layout. */
async function agreement(
  twin: Twin,
  recogniser: Recogniser,
  entry: RecogniserEntry,
): Promise<string> {
  const side = recogniser.inputSize;
  const faces: Tensor4D = tf.randomUniform([1, side, side, 3], 0, 1, 'float32', 5);
  const { scale, mean, deviation, channels } = entry.normalisation;
  const planes = tf.tidy(() => {
    const ordered = channels === 'bgr' ? tf.reverse(faces, 3) : faces;
    const normal = tf.div(tf.sub(tf.mul(ordered, scale), [...mean]), [...deviation]);
    return tf.transpose(normal, [0, 3, 1, 2]).dataSync() as Float32Array;
  });
  const folder = await mkdtemp(join(tmpdir(), 'unnoticed-gradient-'));
  const file = join(folder, 'faces.bin');
  await writeFile(file, planes);
  const theirs = Float32Array.from((await twin.ask(`embed ${file}`)) as number[]);
  await rm(folder, { recursive: true });
  const ours = tf.tidy(() => recogniser.embed(faces).dataSync() as Float32Array);
  const cosine = cosineSimilarity(ours, theirs);
  if (cosine < AGREEMENT) throw new Error(`${recogniser.id}: the twin differs, ${String(cosine)}`);
  const version = String(await twin.ask('version'));
  return `${recogniser.id}: PyTorch ${version}, embeddings agree to a cosine of ${cosine.toFixed(7)}`;
}

async function timeAll(recogniser: Recogniser, twins: readonly Twin[]): Promise<Row[]> {
  const side = recogniser.inputSize;
  const towards = tf.tidy(() => recogniser.embed(tf.randomUniform([1, side, side, 3])));
  const gradient = tf.grad((x: Tensor) => tf.sum(tf.mul(recogniser.embed(x as Tensor4D), towards)));
  const all: Row[] = [];
  // One batch size after the other: what the larger leaves of the heap slows the smaller down.
  for (const batch of BATCHES) {
    const found: Row[] = [];
    const jobs: (() => Promise<void>)[] = [];
    const faces: Tensor4D = tf.randomUniform([batch, side, side, 3]);
    for (const what of ['forward', 'gradient'] as const) {
      const add = (by: string, run: () => Promise<number>): void => {
        const ms: number[] = [];
        found.push({ network: recogniser.id, what, batch, by, ms });
        jobs.push(async () => {
          ms.push(await run());
        });
      };
      const run = what === 'forward' ? () => recogniser.embed(faces) : () => gradient(faces);
      add('wasm, 1 thread', () => {
        const start = performance.now();
        tf.tidy(() => run().dataSync());
        return Promise.resolve(performance.now() - start);
      });
      for (const [i, twin] of twins.entries()) {
        const by = `PyTorch, ${String(THREADS[i])} thread${THREADS[i] === 1 ? '' : 's'}`;
        add(by, () => twin.time(what, batch));
      }
    }
    // The first round warms caches and compilers up and is thrown away.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const job of jobs) await job();
      if (round === 0) for (const { ms } of found) ms.length = 0;
    }
    all.push(...found);
  }
  return all;
}

/** What many gradients leave behind: tensors, and bytes of the backend's memory. */
function growthOver(steps: number, recogniser: Recogniser): string {
  const side = recogniser.inputSize;
  const faces: Tensor4D = tf.randomUniform([1, side, side, 3]);
  const gradient = tf.grad((x: Tensor) => tf.sum(recogniser.embed(x as Tensor4D)));
  const step = (): void => {
    tf.tidy(() => gradient(faces).dataSync());
  };
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  step();
  const before = { tensors: tf.memory().numTensors, bytes: wasm.HEAPU8.length };
  for (let i = 0; i < steps; i++) step();
  const tensors = tf.memory().numTensors - before.tensors;
  const bytes = wasm.HEAPU8.length - before.bytes;
  faces.dispose();
  return `${recogniser.id}: ${String(steps)} gradients leave ${String(tensors)} tensors and ${String(bytes)} bytes of wasm memory behind`;
}

function spreadOf(ms: readonly number[]): { median: number; lower: number; upper: number } {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) };
}

function ratioOf(row: Omit<Row, 'ms'> & { median: number }): number | undefined {
  if (row.by.startsWith('PyTorch')) return undefined;
  const twin = results.find(
    ({ network, what, batch, by }) =>
      network === row.network &&
      what === row.what &&
      batch === row.batch &&
      by === 'PyTorch, 1 thread',
  );
  return twin && row.median / twin.median;
}
