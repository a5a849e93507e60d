import type { Curve, PairedDifference } from './frontier';
import { pairedDifference } from './frontier';
import { curvesOf, pointOf } from './curves';
import type { AttackedSubjects } from './gather';
import type { Matcher } from './matcher';
import { RATES } from './matcher';
import type { Mate } from './pairs';
import type { Colour, Plot } from '../support/plot';
import { table } from '../support/table';

/** One method of the frontier at all of its budgets. */
export interface Method {
  readonly name: string;
  readonly budgets: readonly AttackedSubjects[];
}

/** The methods against one matcher that none of them attacked; the first is ours. */
export interface Panel {
  readonly matcher: Matcher;
  readonly attacked: string;
  readonly methods: readonly Method[];
}

/** PSNR at which methods are compared: the bars of the strengths, and between them. */
const COMPARED_AT = [33.5, 34.5, 35.5, 37, 38.5];
const COLOURS: readonly (readonly [name: string, colour: Colour])[] = [
  ['blue', [30, 90, 200]],
  ['red', [205, 50, 40]],
  ['green', [40, 150, 70]],
  ['orange', [225, 140, 20]],
  ['violet', [140, 70, 170]],
  ['grey', [130, 130, 130]],
];

/** Tables of the frontier: each budget's point, then the paired comparison at equal PSNR. */
export function frontierSection(
  panels: readonly Panel[],
  mates: readonly Mate[],
  seed: number,
): string[] {
  const legend = panels[0]?.methods.map(({ name }, i) => `${COLOURS[i]![0]}: ${name}`) ?? [];
  const order = panels.flatMap(({ matcher }) => RATES.map((rate) => `${matcher.id} at ${rate}`));
  return [
    '## Frontier',
    '',
    '![Protection success rate against PSNR](transfer.png)',
    '',
    `PSR in per cent (up) against mean PSNR of the tight face box in dB (right); from left to right ${order.join(', ')}.`,
    `${legend.join(', ')}. As delivered. Compared at equal PSNR person by person: linear between a`,
    "person's own points; a curve that its ceiling ends at a higher PSNR counts with its last point, for",
    'it need not spend what it may; ours less the other, points.',
    '',
    ...panels.flatMap((panel) => panelTables(panel, mates, seed)),
  ];
}

function panelTables({ matcher, attacked, methods }: Panel, mates: readonly Mate[], seed: number) {
  const { id, thresholds } = matcher;
  const points = methods.flatMap(({ name, budgets }) =>
    budgets.map(({ setting, subjects }) => {
      const both = RATES.map((rate) => pointOf(subjects, mates, { matcher: id, rate, thresholds }));
      const percent = both.map((point) => (point ? `${(100 * point.rate).toFixed(0)} %` : '-'));
      return [name, setting.name, both[0]?.psnr.toFixed(2) ?? '-', ...percent];
    }),
  );
  const [ours, ...peers] = methods;
  const comparisons = peers.flatMap(({ name, budgets }) =>
    RATES.flatMap((rate) => {
      const against = { matcher: id, rate, thresholds };
      const [a, b] = [ours!.budgets, budgets].map((one) => curvesOf(one, mates, against));
      return COMPARED_AT.map((psnr) => [
        name,
        rate,
        psnr.toFixed(1),
        differenceText(pairedDifference(a as Curve[], b as Curve[], psnr, seed)),
      ]);
    }),
  );
  return [
    `### ${id}, attacked: ${attacked}`,
    '',
    ...table(['method', 'budget', 'PSNR, dB', ...RATES.map((rate) => `PSR, ${rate}`)], points),
    ...table(['ours less', 'FAR', 'PSNR, dB', 'difference'], comparisons),
  ];
}

/** In points of per cent. */
export function differenceText({ people, difference, low, high }: PairedDifference): string {
  if (people === 0) return '- (n = 0)';
  const points = (value: number): string => `${value > 0 ? '+' : ''}${(100 * value).toFixed(0)}`;
  return `${points(difference)} (${points(low)} to ${points(high)}, ${String(people)} people)`;
}

/** One plot a panel and rate. */
export function frontierPlots(panels: readonly Panel[], mates: readonly Mate[]): Plot[] {
  return panels.flatMap(({ matcher, methods }) =>
    RATES.map((rate): Plot => {
      const against = { matcher: matcher.id, rate, thresholds: matcher.thresholds };
      const lines = methods.map(({ budgets }, i) => ({
        colour: COLOURS[i]![1],
        points: budgets
          .flatMap(({ subjects }) => pointOf(subjects, mates, against) ?? [])
          .sort((a, b) => a.psnr - b.psnr)
          .map(({ psnr, rate: share }) => [psnr, 100 * share] as const),
      }));
      const all = lines.flatMap(({ points }) => points.map(([x]) => x));
      const from = Math.floor(Math.min(...all) / 2) * 2;
      const to = Math.ceil(Math.max(...all) / 2 + 1e-9) * 2;
      return { x: [from, to, 2], y: [0, 100, 20], lines };
    }),
  );
}
