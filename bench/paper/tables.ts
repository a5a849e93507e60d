import type { AttackMode } from '../../src/engine/protect-types';
import { bootstrapInterval } from '../support/bootstrap';
import type { Outcome } from './attack-subject';
import type { Method } from './methods';
import type { Result } from './results';

export const MODES: readonly AttackMode[] = ['nontargeted', 'targeted'];

/** Which of the two looks at an attack. */
export type Look = 'own' | 'atSuccess';

interface Column {
  readonly title: string;
  readonly value: (outcome: Outcome) => number | null;
  readonly digits: number;
  /** Shown in per cent. */
  readonly isShare?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: 'success', value: (o) => Number(o.success), digits: 0, isShare: true },
  { title: 'PSNR, dB', value: (o) => o.psnr, digits: 2 },
  { title: 'SSIM', value: (o) => o.ssim, digits: 4 },
  { title: 'MS-SSIM', value: (o) => o.msSsim, digits: 4 },
  { title: 'FSIM', value: (o) => o.fsim, digits: 4 },
  { title: 'GMSD', value: (o) => o.gmsd, digits: 4 },
  { title: 'over J', value: (o) => o.overJnd, digits: 2, isShare: true },
  { title: 'mean change R / G / B, levels', value: () => null, digits: 2 },
  { title: 'steps', value: (o) => o.steps, digits: 1 },
  { title: 'seconds', value: (o) => o.seconds, digits: 1 },
];

/** One table a mode; means over photos, 95 % intervals bootstrapped over people. */
export function tableOf(
  results: readonly Result[],
  methods: readonly Method[],
  mode: AttackMode,
  look: Look,
  seed: number,
): string[] {
  const titles = COLUMNS.map(({ title }) => title);
  return [
    `| ${mode} | n | ${titles.join(' | ')} |`,
    `| --- | --- | ${titles.map(() => '---').join(' | ')} |`,
    ...methods.flatMap(({ name }) => {
      const rows = results.filter((one) => one.method === name && one.mode === mode);
      if (rows.length === 0) return [];
      const cells = COLUMNS.map((column) => cellOf(rows, look, column, seed));
      return [`| ${name} | ${String(rows.length)} | ${cells.join(' | ')} |`];
    }),
    '',
  ];
}

function cellOf(rows: readonly Result[], look: Look, column: Column, seed: number): string {
  if (column.title.startsWith('mean change')) {
    return [0, 1, 2]
      .map((k) => meanOf(rows.map((row) => row[look].levels[k]!)).toFixed(column.digits))
      .join(' / ');
  }
  const byPerson = groupByPerson(rows, (row) => column.value(row[look]));
  if (byPerson.length === 0) return '-';
  const [low, high] = bootstrapInterval(byPerson, (drawn) => meanOf(drawn.flat()), seed);
  const show = (value: number): string =>
    column.isShare ? (100 * value).toFixed(column.digits) : value.toFixed(column.digits);
  const unit = column.isShare ? ' %' : '';
  const fitting = byPerson.flat().length;
  const some = fitting < rows.length ? `, n = ${String(fitting)}` : '';
  return `${show(meanOf(byPerson.flat()))}${unit} (${show(low)} to ${show(high)}${some})`;
}

/** One list of values a person, without those that have none. */
export function groupByPerson<T extends { readonly person: string }>(
  rows: readonly T[],
  value: (row: T) => number | null,
): number[][] {
  const people = [...new Set(rows.map(({ person }) => person))];
  return people
    .map((person) =>
      rows
        .filter((row) => row.person === person)
        .map(value)
        .filter((one) => one !== null),
    )
    .filter((values) => values.length > 0);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
