import { gradientsOf } from '../../../bench/speed/gradients-of';
import type { SpeedRow } from '../../../bench/speed/row';
import { summaryOf } from '../../../bench/speed/summary';
import type { Run } from '../../../bench/speed/time-case';
import type { FaceResult, PhotoReport } from '../../../src/shared/report';

/** A run on two faces that were measured by two recognisers; its peak is a megabyte a second. */
export function run(optimise: number, verify: number, ratioToPyTorch: number | null = null): Run {
  const faces = [face(5), face(7)];
  const total = optimise + verify;
  const seconds = { decode: 0, detect: 0, optimise, encode: 0, verify, total };
  const report: PhotoReport = {
    outcome: 'protected',
    psnr: null,
    ssim: null,
    backend: 'wasm',
    faces,
    seconds,
    bytesIn: 0,
    bytesOut: 0,
  };
  const gradients = gradientsOf(report);
  return { report, seconds, gradients, ratioToPyTorch, peakBytes: optimise * 1e6 };
}

/** A row of one run that took `optimise` seconds. */
export function row(changes: Partial<SpeedRow>, optimise = 10): SpeedRow {
  return {
    ...{ step: 'before', commit: 'abc1234', date: '2026-01-01', machine: '2 cores' },
    ...{ case: 'one-2mp', level: 'strong', workers: 2, warm: true, kernels: 'plain' },
    ...{ faces: 1, megapixels: 2 },
    ...summaryOf([run(optimise, 0)]),
    ...changes,
  };
}

function face(steps: number): FaceResult {
  const one = { before: 1, after: 0, threshold: 0.5, margin: 0 };
  return {
    ...{ box: [0, 0, 100, 100], protected: true, psnr: 34, ssim: 0.9, overJnd: 0, steps },
    recognisers: [
      { id: 'a', ...one },
      { id: 'b', ...one },
    ],
  };
}
