import type { AttackMode } from '../../src/engine/protect-types';
import { bootstrapInterval } from '../support/bootstrap';
import type { Outcome } from './attack-subject';
import { METHODS, OURS, OURS_BY_ADAM } from './methods';
import type { Result } from './results';
import { groupByPerson, meanOf } from './tables';

type Metric = 'psnr' | 'ssim' | 'msSsim' | 'fsim' | 'overJnd';

const TITLES: Readonly<Record<Metric, string>> = {
  psnr: 'PSNR',
  ssim: 'SSIM',
  msSsim: 'MS-SSIM',
  fsim: 'FSIM',
  overJnd: 'share over J',
};
const isBetter = (metric: Metric, difference: number): boolean =>
  metric === 'overJnd' ? difference < 0 : difference > 0;

/** What each term of L_per should add. */
const STEPS: readonly (readonly [more: string, less: string])[] = [
  ['L1', 'L1_ori'],
  ['L2', 'L2_ori'],
  ['L1+L2', 'L1'],
  ['L1+L2', 'L2'],
  [OURS, 'L1+L2'],
];

/** The hypotheses of the method at equal success, each with what was measured for it. */
export function hypotheses(results: readonly Result[], mode: AttackMode, seed: number): string[] {
  const ofMode = results.filter((one) => one.mode === mode);
  const rivals = METHODS.filter(({ kind }) => kind === 'anchor').map(({ name }) => name);
  const lines = ofMode.some(({ method }) => method === OURS)
    ? [
        successLine(ofMode),
        ...(['ssim', 'msSsim', 'fsim', 'overJnd'] as const).map((metric) =>
          bestLine(ofMode, rivals, metric, seed),
        ),
        nearBestLine(ofMode, rivals, seed),
        ...STEPS.map(([more, less]) => addsLine(ofMode, more, less, seed)),
      ]
    : [];
  return [
    `| ${mode} | holds | measured at equal success |`,
    '| --- | --- | --- |',
    ...lines.filter((line) => line !== ''),
    '',
  ];
}

/** Pairs that tell the losses from the steps. */
const CAUSES: readonly (readonly [one: string, other: string])[] = [
  [OURS, 'JND-MGA'],
  [OURS_BY_ADAM, 'JND-MGA'],
  [OURS, OURS_BY_ADAM],
  ['L1', 'L1+L2'],
  ['L1+L2', "L1+L2+G'"],
];

/** One method less another, paired by photo, at equal success. */
export function causes(results: readonly Result[], mode: AttackMode, seed: number): string[] {
  const ofMode = results.filter((one) => one.mode === mode);
  const metrics: readonly Metric[] = ['psnr', 'ssim', 'msSsim', 'fsim', 'overJnd'];
  const titles = metrics.map((metric) => TITLES[metric]);
  return [
    `| ${mode} | ${titles.join(' | ')} |`,
    `| --- | ${titles.map(() => '---').join(' | ')} |`,
    ...CAUSES.map(([one, other]) => {
      const cells = metrics.map((metric) => differences(ofMode, one, other, metric, seed).text);
      return `| ${one} less ${other} | ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

function successLine(results: readonly Result[]): string {
  const ours = results.filter(({ method }) => method === OURS);
  const successes = ours.filter(({ atSuccess }) => atSuccess.success).length;
  const holds = successes === ours.length;
  return row('100 % success', holds, `${String(successes)} of ${String(ours.length)}`);
}

function bestLine(
  results: readonly Result[],
  rivals: readonly string[],
  metric: Metric,
  seed: number,
): string {
  const best = bestOf(results, rivals, metric);
  if (!best) return '';
  const { mean, text } = differences(results, OURS, best, metric, seed);
  const direction = metric === 'overJnd' ? 'smallest' : 'best';
  return row(
    `${direction} ${TITLES[metric]} of the anchors and ours`,
    isBetter(metric, mean),
    `against the ${direction} anchor, ${best}: ${text}`,
  );
}

function nearBestLine(results: readonly Result[], rivals: readonly string[], seed: number): string {
  const best = bestOf(results, rivals, 'psnr');
  if (!best) return '';
  const { mean, text } = differences(results, OURS, best, 'psnr', seed);
  return row('PSNR within 1 dB of the best', mean > -1, `against ${best}: ${text} dB`);
}

function addsLine(results: readonly Result[], more: string, less: string, seed: number): string {
  const metrics: readonly Metric[] = ['ssim', 'msSsim', 'fsim', 'overJnd'];
  const measured = metrics
    .map((metric) => ({ metric, ...differences(results, more, less, metric, seed) }))
    .filter(({ mean }) => !Number.isNaN(mean));
  if (measured.length === 0) return '';
  const holds = measured.every(({ metric, mean }) => isBetter(metric, mean));
  const text = measured.map(({ metric, text }) => `${TITLES[metric]} ${text}`).join('; ');
  return row(`${more} is better than ${less}`, holds, text);
}

function bestOf(
  results: readonly Result[],
  names: readonly string[],
  metric: Metric,
): string | undefined {
  const means = names.flatMap((name) => {
    const values = results
      .filter(({ method }) => method === name)
      .map(({ atSuccess }) => atSuccess[metric])
      .filter((value) => value !== null);
    return values.length > 0 ? [{ name, mean: meanOf(values) }] : [];
  });
  return means.sort((a, b) => (isBetter(metric, a.mean - b.mean) ? -1 : 1))[0]?.name;
}

/** Of one method less another on the same photos where both succeeded, 95 % over people. */
function differences(
  results: readonly Result[],
  one: string,
  other: string,
  metric: Metric,
  seed: number,
): { readonly mean: number; readonly text: string } {
  const outcomeOf = (method: string, photo: string): Outcome | undefined =>
    results.find((r) => r.method === method && r.photo === photo && r.atSuccess.success)?.atSuccess;
  const byPerson = groupByPerson(
    results.filter(({ method }) => method === one),
    ({ photo }) => {
      const a = outcomeOf(one, photo)?.[metric] ?? null;
      const b = outcomeOf(other, photo)?.[metric] ?? null;
      return a === null || b === null ? null : a - b;
    },
  );
  const mean = meanOf(byPerson.flat());
  if (byPerson.length === 0) return { mean: NaN, text: '-' };
  const [low, high] = bootstrapInterval(byPerson, (drawn) => meanOf(drawn.flat()), seed);
  const share = metric === 'overJnd';
  const show = (value: number): string =>
    `${value < 0 ? '' : '+'}${share ? (100 * value).toFixed(2) : value.toFixed(metric === 'psnr' ? 2 : 4)}`;
  return { mean, text: `${show(mean)}${share ? ' points' : ''} (${show(low)} to ${show(high)})` };
}

function row(hypothesis: string, holds: boolean, measured: string): string {
  return `| ${hypothesis} | ${holds ? 'yes' : 'no'} | ${measured} |`;
}
