import type { PhaseSeconds } from '../../src/shared/report';
import type { SpeedRow } from './row';
import type { Run } from './time-case';

const PHASES = ['decode', 'detect', 'optimise', 'encode', 'verify', 'total'] as const;

type Summed = Pick<
  SpeedRow,
  | 'backend'
  | 'facePixels'
  | 'outcomes'
  | 'runs'
  | 'seconds'
  | 'least'
  | 'most'
  | 'gradients'
  | 'ratioToPyTorch'
  | 'peakBytes'
>;

/** The runs of one row, each figure in the median by itself. */
export function summaryOf(runs: readonly Run[]): Summed {
  const reports = runs.map(({ report }) => report);
  const widths = reports.flatMap(({ faces }) => faces.map(({ box }) => box[2]));
  const ratios = runs.flatMap(({ ratioToPyTorch }) => ratioToPyTorch ?? []);
  return {
    backend: [...new Set(reports.map(({ backend }) => backend ?? 'none'))].join(', '),
    facePixels: Math.round(median(widths)),
    outcomes: [...new Set(reports.map(({ code, outcome }) => code ?? outcome))],
    runs: runs.length,
    seconds: phases(runs, median),
    least: phases(runs, (values) => Math.min(...values)),
    most: phases(runs, (values) => Math.max(...values)),
    gradients: median(runs.map(({ gradients }) => gradients)),
    ratioToPyTorch: ratios.length === 0 ? null : rounded(median(ratios)),
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
  };
}

/** Of an even number the mean of the middle two, as `--runs 2` would otherwise show the slower one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

function phases(runs: readonly Run[], of: (values: readonly number[]) => number): PhaseSeconds {
  const [decode, detect, optimise, encode, verify, total] = PHASES.map((phase) =>
    rounded(of(runs.map(({ seconds }) => seconds[phase]))),
  ) as [number, number, number, number, number, number];
  return { decode, detect, optimise, encode, verify, total };
}

/** To the millisecond, or the thousandth. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
