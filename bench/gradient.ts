import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { RecogniserEntry } from '../src/engine/models/model-index';
import { cosineSimilarity } from '../src/engine/recognise/cosine-similarity';
import type { Recogniser } from '../src/engine/recognise/recogniser';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { openGradientPage } from './support/gradient-page';
import type { What } from './support/gradient-runs';
import { gradientRuns } from './support/gradient-runs';
import { describeRun } from './support/machine';
import { Twin, pythonWithTorch, twinNetworksOf } from './support/twin';

/**
 * Milliseconds of a forward pass and of an input gradient of each recogniser and of all together,
 * interleaved in one run: wasm in Node (one thread), workers of the packaged extension, and PyTorch
 * with the same weights. `--no-torch`: only ours. Build the extension first.
 */
const ROUNDS = 21;
const LONG_RUN = 500;
const BATCHES = [1, 4];
const AGREEMENT = 0.9999;
const ENSEMBLE = 'ensemble';

interface Row {
  readonly network: string;
  readonly what: What;
  readonly batch: number;
  readonly by: string;
  /** How many threads or workers; PyTorch's row with as many is what it is compared with. */
  readonly threads: number;
  readonly ms: number[];
}

interface Contestant {
  readonly by: string;
  readonly threads: number;
  /** Absent: takes part in everything. */
  readonly only?: string;
  time(network: string, what: What, batch: number): Promise<number>;
}

await startWasm();
const index = await readModelIndex();
const { recognisers } = await loadModelsInNode(index);
const ids = recognisers.map(({ id }) => id);
const namesOf = (network: string): string[] => (network === ENSEMBLE ? ids : [network]);
const python = process.argv.includes('--no-torch') ? undefined : await pythonWithTorch();
if (python === undefined) process.stderr.write('No PyTorch here: only our own times.\n');
const twins =
  python === undefined
    ? []
    : [1, 2].map((threads) => new Twin(python, threads, twinNetworksOf(index)));
const page = await openGradientPage();

const notes: string[] = [];
for (const recogniser of recognisers) {
  if (twins[0]) notes.push(await agreement(twins[0], recogniser));
}
const rows = await timeAll([inNode(), ...inExtension(), ...twins.map(inPyTorch)]);
for (const twin of twins) twin.close();
await page.close();
for (const recogniser of recognisers) notes.push(growthOver(LONG_RUN, recogniser));

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

function entryOf(id: string): RecogniserEntry {
  const entry = index.models.find((one) => one.id === id);
  if (entry?.role !== 'recogniser') throw new Error(`No recogniser ${id}`);
  return entry;
}

/** Both embed the same noise, read by each in its own layout. */
async function agreement(twin: Twin, recogniser: Recogniser): Promise<string> {
  const side = recogniser.inputSize;
  const faces: Tensor4D = tf.randomUniform([1, side, side, 3], 0, 1, 'float32', 5);
  const { scale, mean, deviation, channels } = entryOf(recogniser.id).normalisation;
  const planes = tf.tidy(() => {
    const ordered = channels === 'bgr' ? tf.reverse(faces, 3) : faces;
    const normal = tf.div(tf.sub(tf.mul(ordered, scale), [...mean]), [...deviation]);
    return tf.transpose(normal, [0, 3, 1, 2]).dataSync() as Float32Array;
  });
  const folder = await mkdtemp(join(tmpdir(), 'unnoticed-gradient-'));
  const file = join(folder, 'faces.bin');
  await writeFile(file, planes);
  const theirs = Float32Array.from((await twin.ask(`embed ${recogniser.id} ${file}`)) as number[]);
  await rm(folder, { recursive: true });
  const ours = tf.tidy(() => recogniser.embed(faces).dataSync() as Float32Array);
  const cosine = cosineSimilarity(ours, theirs);
  if (cosine < AGREEMENT) throw new Error(`${recogniser.id}: the twin differs, ${String(cosine)}`);
  const version = String(await twin.ask('version'));
  return `${recogniser.id}: PyTorch ${version}, embeddings agree to a cosine of ${cosine.toFixed(7)}`;
}

function inNode(): Contestant {
  const runs = new Map(recognisers.map((one) => [one.id, gradientRuns(one, BATCHES)] as const));
  return {
    by: 'wasm in Node, 1 thread',
    threads: 1,
    time: (network, what, batch) => {
      const start = performance.now();
      for (const id of namesOf(network)) runs.get(id)?.run(what, batch);
      return Promise.resolve(performance.now() - start);
    },
  };
}

function inExtension(): Contestant[] {
  return [
    {
      by: 'packaged extension, 1 worker',
      threads: 1,
      time: (network, what, batch) => page.time([namesOf(network)], what, batch),
    },
    {
      by: 'packaged extension, 2 workers',
      threads: 2,
      only: ENSEMBLE,
      time: (_, what, batch) => page.time([ids.slice(0, 1), ids.slice(1)], what, batch),
    },
  ];
}

function inPyTorch(twin: Twin, i: number): Contestant {
  const threads = i + 1;
  return {
    by: `PyTorch, ${String(threads)} thread${threads === 1 ? '' : 's'}`,
    threads,
    time: (network, what, batch) => twin.time(what, network, batch),
  };
}

async function timeAll(contestants: readonly Contestant[]): Promise<Row[]> {
  const all: Row[] = [];
  // One batch size after the other: what the larger leaves of the heap slows the smaller down.
  for (const batch of BATCHES) {
    const found: { row: Row; contestant: Contestant }[] = [];
    for (const network of [...ids, ENSEMBLE]) {
      for (const what of ['forward', 'gradient'] as const) {
        for (const contestant of contestants) {
          if (contestant.only !== undefined && contestant.only !== network) continue;
          const { by, threads } = contestant;
          found.push({ contestant, row: { network, what, batch, by, threads, ms: [] } });
        }
      }
    }
    // The first round warms caches and compilers up and is thrown away.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { row, contestant } of found) {
        const ms = await contestant.time(row.network, row.what, batch);
        if (round > 0) row.ms.push(ms);
      }
      process.stderr.write(
        `\rbatch ${String(batch)}: round ${String(round)} of ${String(ROUNDS)} `,
      );
    }
    all.push(...found.map(({ row }) => row));
  }
  process.stderr.write('\n');
  return all;
}

/** What many gradients leave behind: tensors, and bytes of the backend's memory. */
function growthOver(steps: number, recogniser: Recogniser): string {
  const runs = gradientRuns(recogniser, [1]);
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  runs.run('gradient', 1);
  const before = { tensors: tf.memory().numTensors, bytes: wasm.HEAPU8.length };
  for (let i = 0; i < steps; i++) runs.run('gradient', 1);
  const tensors = tf.memory().numTensors - before.tensors;
  const bytes = wasm.HEAPU8.length - before.bytes;
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
    ({ network, what, batch, by, threads }) =>
      network === row.network &&
      what === row.what &&
      batch === row.batch &&
      threads === row.threads &&
      by.startsWith('PyTorch'),
  );
  return twin && row.median / twin.median;
}
