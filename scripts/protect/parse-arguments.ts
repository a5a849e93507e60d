import { parseArgs } from 'node:util';
import type { JobOptions } from '../../src/shared/job';
import { isJobOptions } from '../../src/shared/job-guards';
import { platformsOfHost } from '../../src/shared/site-platforms';

export const USAGE = `npm run protect -- [photo or folder ...] [options]

  --out DIR          where the results go; default: out
  --mode MODE        nontargeted (default) or targeted: to a made-up face, one for each photo
  --strength NAME    invisible, balanced or strong (default): how far a face may be changed
  --unlinkable       at strong: changed photos of one person part from each other as well
  --transfer N       steps of each face for recognisers that are not built in, instead of the
                     strength's own; 0: no more than the built-in ones need
  --site HOST        the site it is for, www.instagram.com or another; without one, or of one that
                     is not known, it has to hold after everything that sites do
  --as-delivered     only the file itself has to hold, not what a site makes of it
  --form FORM        product (default) or paper
  --seed N           whole number from 0 to 4294967295; same seed, same result on wasm
  --steps N          most optimiser steps per face
  --backend NAME     auto (default), wasm or webgl
  --plain            the wasm kernels as people's own Chrome has them: slower, the same result
  --json FILE        write a report (docs/report.md)
  --help             this text

Without a photo it takes the bundled sample. It never overwrites what it reads.
Exit code 0: all protected or without a face; 1: some failed; 2: bad usage.
`;

/** The command line cannot be understood or cannot be followed; nothing has been done. */
export class UsageError extends Error {}

export interface Arguments {
  readonly inputs: readonly string[];
  readonly outDir: string;
  readonly json: string | undefined;
  readonly plainKernels: boolean;
  readonly jobOptions: JobOptions;
}

/** A job may stand still for this long here: nobody waits in front of a page. */
const TIMEOUT_MS = 3_600_000;

/** What an option is called here, where that differs. */
const FLAGS: Readonly<Record<string, string>> = { maxSteps: 'steps', transferSteps: 'transfer' };

/** Reads the command line; throws UsageError for anything unknown or out of range. */
export function parseArguments(args: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const { seed, steps, transfer, mode, strength, form, backend, site } = values;
  const jobOptions: Record<string, unknown> = {
    timeoutMs: TIMEOUT_MS,
    ...(mode === undefined ? {} : { mode }),
    ...(site === undefined ? {} : { platforms: platformsOfHost(site) }),
    ...(values['as-delivered'] === true ? { asDelivered: true } : {}),
    ...(strength === undefined ? {} : { strength }),
    ...(values.unlinkable === true ? { unlinkable: true } : {}),
    ...(form === undefined ? {} : { form }),
    ...(backend === undefined ? {} : { backend }),
    ...(seed === undefined ? {} : { seed: wholeNumber('seed', seed) }),
    ...(steps === undefined ? {} : { maxSteps: wholeNumber('steps', steps) }),
    ...(transfer === undefined ? {} : { transferSteps: wholeNumber('transfer', transfer) }),
  };
  for (const [name, value] of Object.entries(jobOptions)) {
    if (!isJobOptions({ [name]: value })) {
      throw new UsageError(`--${FLAGS[name] ?? name} may not be ${String(value)}`);
    }
  }
  if (!isJobOptions(jobOptions)) throw new UsageError('These options do not go together');
  return {
    inputs: positionals,
    outDir: values.out ?? 'out',
    json: values.json,
    plainKernels: values.plain === true,
    jobOptions,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        mode: { type: 'string' },
        site: { type: 'string' },
        'as-delivered': { type: 'boolean' },
        strength: { type: 'string' },
        unlinkable: { type: 'boolean' },
        form: { type: 'string' },
        seed: { type: 'string' },
        steps: { type: 'string' },
        transfer: { type: 'string' },
        backend: { type: 'string' },
        plain: { type: 'boolean' },
        json: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--${name} takes a whole number, not ${text}`);
  return Number(text);
}
