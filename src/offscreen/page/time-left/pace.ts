import type { Backend } from '../../../shared/report';

/** What a machine takes on one backend, in seconds. */
export interface Pace {
  /** From the start of a worker to its loaded networks. */
  readonly load: number;
  /** A megapixel of the photo. */
  readonly decode: number;
  readonly detect: number;
  readonly encode: number;
  /** A megapixel of its faces: how much they differ from those of the original. */
  readonly compare: number;
  /** One step of one face, with others under way on other cores. */
  readonly step: number;
  /** One look at a finished file: a megapixel of it, or as much for two faces. */
  readonly look: number;
}

/** By how much what was measured differs from what was expected; 1 where it was right. */
export type Deviations = Partial<Readonly<Record<keyof Pace, number>>>;

/**
 * Of a small machine without a graphics card; the same is taken for one with, where nothing was
 * measured so far. Wherever it runs, the warm-up or the first job puts it right.
 */
const DEFAULT: Pace = {
  load: 1.5,
  decode: 0.15,
  detect: 0.5,
  encode: 0.1,
  compare: 2,
  step: 0.09,
  look: 0.25,
};
export const DEFAULT_PACES: Readonly<Record<Backend, Pace>> = { wasm: DEFAULT, webgl: DEFAULT };

/** No single measurement says more than that. */
const MOST_DEVIATION = 20;

/** The pace with some parts of it slower or faster; `weight`: how far that is believed, 0 to 1. */
export function corrected(pace: Pace, by: Deviations, weight = 1): Pace {
  const parts = Object.entries(pace) as [keyof Pace, number][];
  return Object.fromEntries(
    parts.map(([part, seconds]) => [part, seconds * bounded(by[part] ?? 1) ** weight]),
  ) as unknown as Pace;
}

/** The pace of a machine that is so much slower, or faster, in everything. */
export function scaled(pace: Pace, factor: number): Pace {
  const parts = Object.entries(pace) as [keyof Pace, number][];
  const times = bounded(factor);
  return Object.fromEntries(
    parts.map(([part, seconds]) => [part, seconds * times]),
  ) as unknown as Pace;
}

function bounded(factor: number): number {
  return Math.min(MOST_DEVIATION, Math.max(1 / MOST_DEVIATION, factor));
}
