import { parseArgs } from 'node:util';
import { LEVEL_NAMES } from '../../src/shared/level';
import type { LevelName } from '../../src/shared/level';
import type { SpeedCase } from './cases';
import { CASES } from './cases';
import { ALL_WORKERS } from './offer-workers';

/** What the command line asks for. */
export interface Request {
  readonly cases: readonly SpeedCase[];
  readonly levels: readonly LevelName[];
  readonly workers: readonly number[];
  readonly runs: number;
  readonly plainKernels: boolean;
  readonly withTorch: boolean;
  readonly withCommands: boolean;
  /** The rows of this step are added to those that are there; undefined: the page is made anew. */
  readonly append: string | undefined;
  readonly outDir: string;
}

/** Throws for what it does not know: a run takes long. */
export function readRequest(args: readonly string[]): Request {
  const { values } = parseArgs({
    args: [...args],
    options: {
      case: { type: 'string' },
      level: { type: 'string', default: 'strong' },
      workers: { type: 'string', default: '1,2,all' },
      runs: { type: 'string', default: '5' },
      large: { type: 'boolean', default: false },
      plain: { type: 'boolean', default: false },
      doubled: { type: 'boolean', default: false },
      'no-torch': { type: 'boolean', default: false },
      'no-commands': { type: 'boolean', default: false },
      append: { type: 'string' },
      out: { type: 'string', default: 'docs/results' },
    },
  });
  if (values.plain && values.doubled) throw new Error('Kernels are plain or doubled, not both');
  return {
    cases: chosenCases(values.case, values.large),
    levels: values.level.split(',').map((name) => oneOf(LEVEL_NAMES, name.replace('+', ', '))),
    workers: chosenWorkers(values.workers),
    runs: count(values.runs),
    plainKernels: !values.doubled,
    withTorch: !values['no-torch'],
    withCommands: !values['no-commands'],
    append: values.append,
    outDir: values.out,
  };
}

function chosenCases(named: string | undefined, large: boolean): SpeedCase[] {
  if (named === undefined) return CASES.filter(({ isLarge }) => large || isLarge !== true);
  const names = CASES.map(({ name }) => name);
  const wanted = new Set(named.split(',').map((name) => oneOf(names, name)));
  return CASES.filter(({ name, isLarge }) => wanted.has(name) || (large && isLarge === true));
}

/** Each number once, also where all that the machine has are two. */
function chosenWorkers(text: string): number[] {
  const asked = text.split(',').map((one) => (one === 'all' ? ALL_WORKERS : count(one)));
  return [...new Set(asked)];
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`Not a number of things: ${text}`);
  return value;
}

function oneOf<T extends string>(known: readonly T[], name: string): T {
  const found = known.find((one) => one === name);
  if (found === undefined) throw new Error(`No ${name}; there are ${known.join('; ')}`);
  return found;
}
