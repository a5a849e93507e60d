import { similarityUnit } from '../../src/engine/criterion/match-limit';
import type { Calibration } from '../../src/engine/models/model-index';
import { differenceText } from './frontier-report';
import type { PairedDifference } from './frontier';
import { meanDifference } from './frontier';
import type { AttackedSubjects } from './gather';
import type { Lever } from './levers';
import { RATES } from './matcher';
import type { Mate } from './pairs';
import { pairsOf } from './pairs';
import { PLATFORMS } from './platforms';
import type { OfPerson, Share } from './rates';
import { byPerson, protectionRate } from './rates';
import { table } from '../support/table';
import { shareText } from './report';

/** One lever with each recogniser left out in turn. */
export interface LeverRun {
  readonly lever: Lever;
  readonly byLeftOut: readonly {
    readonly leftOut: string;
    readonly calibration: Calibration;
    readonly done: AttackedSubjects;
  }[];
}

/** One lever on one recogniser that it did not attack. */
export interface ComparedLever {
  readonly lever: string;
  readonly leftOut: string;
  readonly rates: readonly { readonly psr: Share; readonly difference: PairedDifference }[];
  /** By how much the cosine to the person's other photos fell, units of similarity. */
  readonly fall: number;
  readonly fallDifference: PairedDifference;
  readonly psnr: number;
  readonly psnrDifference: PairedDifference;
  /** Fewest and most gradients that a face got of each attacked recogniser. */
  readonly gradients: readonly [least: number, most: number];
}

interface Value extends OfPerson {
  readonly value: number;
}

/** Every lever, and its difference to the first: person by person, intervals over people. */
export function compareLevers(
  runs: readonly LeverRun[],
  mates: readonly Mate[],
  seed: number,
): ComparedLever[] {
  return runs.flatMap(({ lever, byLeftOut }) =>
    byLeftOut.map(({ leftOut, calibration, done }, i): ComparedLever => {
      const first = runs[0]!.byLeftOut[i]!.done;
      const difference = (values: (of: AttackedSubjects) => readonly Value[]) =>
        meanDifference(differencesOf(values(done), values(first)), seed);
      const pairs = (of: AttackedSubjects) => pairsOf(of.subjects, mates, PLATFORMS[0], leftOut);
      const fall = (of: AttackedSubjects): Value[] =>
        pairs(of).map(({ person, before, after }) => {
          // A face that is not found again has not moved away.
          const moved = Number.isFinite(after) ? before - after : 0;
          return { person, value: moved / similarityUnit(calibration) };
        });
      const psnr = (of: AttackedSubjects): Value[] =>
        of.subjects.flatMap(({ photo, after }) =>
          after.face.psnr === null ? [] : [{ person: photo.person, value: after.face.psnr }],
        );
      const rates = RATES.map((rate) => {
        const threshold = calibration.thresholds[rate];
        const held = (of: AttackedSubjects): Value[] =>
          pairs(of)
            .filter(({ before }) => before >= threshold)
            .map(({ person, after }) => ({ person, value: Number(after < threshold) }));
        return {
          psr: protectionRate(pairs(done), threshold, seed),
          difference: difference(held),
        };
      });
      const steps = done.attacks.map((one) => one.steps);
      return {
        lever: lever.name,
        leftOut,
        rates,
        fall: meanOf(fall(done)),
        fallDifference: difference(fall),
        psnr: meanOf(psnr(done)),
        psnrDifference: difference(psnr),
        gradients: [Math.min(...steps), Math.max(...steps)],
      };
    }),
  );
}

/** One difference a person: the mean of the person's values less that of the same person's others. */
export function differencesOf(values: readonly Value[], others: readonly Value[]): number[] {
  const before = new Map(byPerson(others).map((group) => [group[0]!.person, meanOf(group)]));
  return byPerson(values).flatMap((group) => {
    const other = before.get(group[0]!.person);
    return other === undefined ? [] : [meanOf(group) - other];
  });
}

function meanOf(values: readonly Value[]): number {
  return values.reduce((sum, { value }) => sum + value, 0) / values.length;
}

export function leversTable(compared: readonly ComparedLever[]): string[] {
  const signed = ({ difference, low, high }: PairedDifference): string =>
    `${difference.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
  const rows = compared.map((one) => [
    one.lever,
    one.leftOut,
    ...one.rates.flatMap(({ psr, difference }) => [shareText(psr), differenceText(difference)]),
    one.fall.toFixed(2),
    signed(one.fallDifference),
    one.psnr.toFixed(2),
    signed(one.psnrDifference),
    [...new Set(one.gradients)].join(' to '),
  ]);
  return [
    'Measured on the recogniser that the attack left out. PSR: share of the pairs that matched when',
    'clean and no longer do. Fall: of the cosine to the other photos, in units of similarity (genuine',
    'less impostor mean). Differences to the first row of the same recogniser: one value a person,',
    'points for rates, 95 % intervals over people. Gradients: of each attacked recogniser, by face.',
    '',
    ...table(
      [
        'setting',
        'left out',
        ...RATES.flatMap((rate) => [`PSR, ${rate}`, 'difference']),
        'fall',
        'difference',
        'PSNR, dB',
        'difference',
        'gradients',
      ],
      rows,
    ),
  ];
}
