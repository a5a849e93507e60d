import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ModelIndex } from '../src/engine/models/model-index';
import { LEVELS } from '../src/offscreen/worker/protect-options';
import type { Expectation, StoppedPairs } from '../src/shared/expectation';
import { LEVEL_NAMES } from '../src/shared/level';
import type { LevelName } from '../src/shared/level';

const ROOT = resolve(import.meta.dirname, '..');
const RESULTS = join(ROOT, 'docs/results/transfer.json');
const INDEX = join(ROOT, 'models/index.json');

/** The recogniser that nothing was tuned on (bench/transfer/judge.ts). */
const UNSEEN = 'judge';
/** Whole photos, as people have them: crops of small faces, the other set, fare better. */
const GROUP = 'faces';
const DELIVERED = 'as delivered';
/** No site's doing, but another way to compare. */
const ADAPTIVE = 'adaptive';

/** The part of docs/results/transfer.json that is read. */
export interface TransferResults {
  /** Ids of those that the engine had. */
  readonly recognisers: readonly string[];
  readonly settings: readonly MeasuredSetting[];
}

export interface MeasuredSetting {
  readonly setting: {
    readonly name: string;
    readonly options?: Readonly<Record<string, unknown>>;
  };
  readonly rates: readonly {
    readonly matcher: string;
    readonly rate: string;
    readonly version: string;
    readonly group: string;
    /** At thresholds that give the rate through our own alignment; null where there are no pairs. */
    readonly psrHere: { readonly of: number; readonly share: number | null };
  }[];
  readonly linked: readonly {
    readonly matcher: string;
    readonly rate: string;
    /** Pairs of one person; null where there are none. */
    readonly still: { readonly share: number | null };
  }[];
  readonly quality: readonly {
    readonly group: string;
    readonly psnr: { readonly of: number; readonly mean: number };
    readonly ssim: { readonly mean: number };
  }[];
}

/**
 * What src/shared/expectation.ts is built with: figures by level, of those that were measured with
 * the recognisers that ship.
 */
export function expectationsFrom({
  recognisers,
  settings,
}: TransferResults): Partial<Record<LevelName, Expectation>> {
  if (!isDeepStrictEqual(recognisers, shippedRecognisers())) return {};
  const known = LEVEL_NAMES.flatMap((level) => {
    const measured = settings.find(
      ({ setting }) => setting.name === level && isAsShipped(level, setting.options),
    );
    const expectation = measured && expectationIn(measured);
    return expectation ? [[level, expectation] as const] : [];
  });
  return Object.fromEntries(known);
}

/** The same of the results that are in the repository. */
export function readExpectations(): Partial<Record<LevelName, Expectation>> {
  return expectationsFrom(JSON.parse(readFileSync(RESULTS, 'utf8')) as TransferResults);
}

function shippedRecognisers(): string[] {
  const { models } = JSON.parse(readFileSync(INDEX, 'utf8')) as ModelIndex;
  return models.filter(({ role }) => role === 'recogniser').map(({ id }) => id);
}

/** For esbuild's `define`. */
export function defineExpectations(): { readonly BENCHMARK_EXPECTATIONS: string } {
  return { BENCHMARK_EXPECTATIONS: JSON.stringify(readExpectations()) };
}

/** Figures of a level as it was before say nothing about it as it is. */
function isAsShipped(level: LevelName, options: Readonly<Record<string, unknown>> = {}): boolean {
  return isDeepStrictEqual(options, LEVELS[level]);
}

/** Undefined where a figure is missing. */
function expectationIn({ rates, linked, quality }: MeasuredSetting): Expectation | undefined {
  const unseen = rates.filter(({ matcher, group }) => matcher === UNSEEN && group === GROUP);
  const at = (wanted: string): StoppedPairs | undefined => {
    const measured = unseen.filter(({ rate, version }) => rate === wanted && version !== ADAPTIVE);
    const shares = (isDelivered: boolean) =>
      measured
        .filter(({ version }) => (version === DELIVERED) === isDelivered)
        .flatMap(({ psrHere }) => psrHere.share ?? []);
    const [delivered] = shares(true);
    const recompressed = shares(false);
    if (delivered === undefined || recompressed.length === 0) return undefined;
    return { delivered, recompressed: Math.min(...recompressed) };
  };
  const stillLinked = (wanted: string): number | undefined =>
    linked.find(({ matcher, rate }) => matcher === UNSEEN && rate === wanted)?.still.share ??
    undefined;
  const [lenient, strict] = [at('1e-2'), at('1e-3')];
  const [linkedLenient, linkedStrict] = [stillLinked('1e-2'), stillLinked('1e-3')];
  const pairs = unseen.find(({ rate, version }) => rate === '1e-2' && version === DELIVERED)
    ?.psrHere.of;
  const cost = quality.find(({ group }) => group === GROUP);
  if (!lenient || !strict || !cost || pairs === undefined) return undefined;
  if (linkedLenient === undefined || linkedStrict === undefined) return undefined;
  return {
    lenient,
    strict,
    linked: { lenient: linkedLenient, strict: linkedStrict },
    pairs,
    photos: cost.psnr.of,
    psnr: cost.psnr.mean,
    ssim: cost.ssim.mean,
  };
}
