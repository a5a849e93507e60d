import type { LevelName } from './level';
import type { PhotoReport } from './report';

/** Of pairs of photos that a recogniser took for one person: how many it no longer does, as shares. */
export interface StoppedPairs {
  /** In the file that is handed over. */
  readonly delivered: number;
  /** After the recompression, of those that were tried, that does the most harm. */
  readonly recompressed: number;
}

/** What the benchmark found at one level, for a recogniser that nothing was tuned on. */
export interface Expectation {
  /** At its most lenient threshold (false accept rate 1e-2), which is the hardest to stop. */
  readonly lenient: StoppedPairs;
  /** At a stricter threshold (false accept rate 1e-3). */
  readonly strict: StoppedPairs;
  /** Of pairs of changed photos of one person: how many it still takes for one person, as a share. */
  readonly linked: { readonly lenient: number; readonly strict: number };
  /** Pairs at the lenient threshold. */
  readonly pairs: number;
  readonly photos: number;
  /** Means over the tight boxes of the faces; dB, and at most 1. */
  readonly psnr: number;
  readonly ssim: number;
}

/** Filled in by the build, from docs/results/transfer.json (scripts/expectations.ts). */
declare const BENCHMARK_EXPECTATIONS: Readonly<Partial<Record<LevelName, Expectation>>>;

/** Where the figures of expectations are explained. */
export const EXPECTATION_SOURCE = 'docs/results/transfer.md';

/** What the benchmark found at that level; undefined where it has not measured what ships. */
export function expectationOf(level: LevelName | undefined): Expectation | undefined {
  return level && BENCHMARK_EXPECTATIONS[level];
}

/** A share as so many of a hundred, which are all only if none is missing. */
export function ofHundred(share: number): number {
  return share < 1 ? Math.min(99, Math.round(100 * share)) : 100;
}

/**
 * Whether the benchmark's figures are about photos that are changed like this one; not where a face
 * was changed towards somebody, or by an unknown strength.
 */
export function isLikeTests(report: PhotoReport | undefined): boolean {
  return report?.strength !== undefined && report.mode !== 'targeted';
}
