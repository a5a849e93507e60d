import { mkdir, writeFile } from 'node:fs/promises';
import { galleryAim } from '../src/engine/attack/aims/gallery-aim';
import { attackFace } from '../src/engine/attack/attack-face';
import { paperForm } from '../src/engine/attack/forms/paper-form';
import { runAttack } from '../src/engine/attack/run-attack';
import type { Schedule } from '../src/engine/attack/schedule/attempts';
import { stepsPerAttempt } from '../src/engine/attack/schedule/attempts';
import { B_SETTINGS } from '../src/engine/attack/schedule/falling-b';
import { seededRandom } from '../src/engine/seeded-random';
import type { PreparedSubject } from './paper/attack-subject';
import { imageOf, JND, prepareSubject } from './paper/attack-subject';
import { theRecogniser } from './paper/closed-set';
import type { Quality } from './paper/quality';
import { makeSampleSet } from './schedule/sample-set';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';

/**
 * The paper's falling b in its two forms: a restart after each failure, as the paper has it, and
 * warm attempts that go on from the last image. The paper's own method, non-targeted, on faces of
 * the sample photos in a closed set, in Node on wasm. `lead`: by how much another identity has to be
 * nearer; at 0 the first b does, at 0.01 it has to fall.
 */
const CASES: readonly { readonly subject: number; readonly lead: number }[] = [
  { subject: 0, lead: 0 },
  { subject: 6, lead: 0 },
  { subject: 0, lead: 0.01 },
  { subject: 6, lead: 0.01 },
];
/** Thirty failures of the restart form, and what follows them. */
const MAX_STEPS = 31 * 100 + 100;
const SEED = 1;

interface Ended extends Quality {
  readonly success: boolean;
  readonly gradients: number;
  /** How often b fell. */
  readonly failures: number;
}

await startWasm();
const models = await loadModelsInNode(await readModelIndex());
const recogniser = theRecogniser(models);
const set = await makeSampleSet(models, recogniser);
const rows: string[] = [];
const pairs: string[] = [];
for (const { subject, lead } of CASES) {
  const prepared = await prepareSubject(set.subjects[subject]!, set.prototypes);
  const [restart, warm] = [
    await attack(prepared, 'restart', lead),
    await attack(prepared, 'warm', lead),
  ];
  const name = `${prepared.subject.id} | ${String(lead)}`;
  rows.push(rowOf(name, 'restart', restart), rowOf(name, 'warm', warm));
  pairs.push(pairOf(name, restart, warm));
  process.stderr.write(`${rows.slice(-2).join('\n')}\n`);
}
const lines = [
  '# The falling b: restart and warm',
  '',
  ...describeRun('npm run bench:schedule'),
  `- backend: wasm; seed ${String(SEED)}`,
  '',
  `The paper starts again after each failure (\`restart\`; an attempt is ${String(stepsPerAttempt('restart'))} steps); \`warm\` goes on`,
  `from the last image and lowers b every ${String(stepsPerAttempt('warm'))} steps. L1+L2+G as printed, non-targeted, b = 1500 less 50 a`,
  `failure, J \`${JND}\`, ${recogniser.id}, closed set of the ${String(set.subjects.length)} faces of the sample photos at half their size.`,
  'Lead: by how much (cosine) another identity has to be nearer, in whole levels. Figures of the tight box.',
  '',
  '| face | lead | schedule | success | b fell | b at the end | gradients | PSNR, dB | SSIM | over J |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
  '',
  'Warm less restart; asked for: no more than 0.5 dB, 0.005 and 2 points worse.',
  '',
  '| face | lead | PSNR, dB | SSIM | over J, points | gradients | as good |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...pairs,
];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/schedule.md', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);

async function attack(p: PreparedSubject, schedule: Schedule, lead: number): Promise<Ended> {
  const { subject, original, jnd, gallery } = p;
  const form = paperForm({ original, jnd: jnd.data, k: 1, mode: 'nontargeted' }, { schedule });
  let failures = 0;
  const relax: typeof form.relax = () => {
    failures += 1;
    return form.relax();
  };
  const aim = galleryAim(recogniser, gallery, 'nontargeted', subject.identity);
  const running = attackFace(original, { ...form, relax }, [aim], seededRandom(SEED));
  const afterStep = (): Promise<void> => Promise.resolve();
  const success = await runAttack(running, { maxSteps: MAX_STEPS, slack: lead, afterStep });
  const image = imageOf(p, running);
  const gradients = running.steps;
  running.dispose();
  aim.dispose();
  return { success, gradients, failures, ...p.measure(image) };
}

function rowOf(name: string, schedule: Schedule, ended: Ended): string {
  const { start, delta } = B_SETTINGS.nontargeted;
  const cells = [
    name,
    schedule,
    ended.success ? 'yes' : 'no',
    `${String(ended.failures)} times`,
    String(Math.max(0, start - delta * ended.failures)),
    String(ended.gradients),
    ended.psnr.toFixed(2),
    ended.ssim.toFixed(4),
    `${(100 * ended.overJnd).toFixed(2)} %`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function pairOf(name: string, restart: Ended, warm: Ended): string {
  const psnr = warm.psnr - restart.psnr;
  const ssim = warm.ssim - restart.ssim;
  const points = 100 * (warm.overJnd - restart.overJnd);
  const both = restart.success && warm.success;
  const good = both && psnr >= -0.5 && ssim >= -0.005 && points <= 2;
  const signed = (value: number, digits: number): string =>
    `${value < 0 ? '' : '+'}${value.toFixed(digits)}`;
  const cells = [
    name,
    signed(psnr, 2),
    signed(ssim, 4),
    signed(points, 2),
    `${String(warm.gradients)} instead of ${String(restart.gradients)}`,
    good ? 'yes' : 'no',
  ];
  return `| ${cells.join(' | ')} |`;
}
