import { describe, expect, it } from 'vitest';
import type { ProtectResult } from '../../../src/engine';
import { codeOf, reportOf } from '../../../src/offscreen/worker/report-of';
import { isErrorCode } from '../../../src/shared/error-of';

const measured = {
  mode: 'targeted',
  strength: 'balanced',
  platforms: ['jpeg-90-2560'],
  backend: 'wasm',
  seconds: { decode: 0, detect: 0, optimise: 0, encode: 0, verify: 0, total: 1 },
  bytesIn: 10,
} as const;

describe('reportOf', () => {
  it('lets only the named keys out', () => {
    const target = { after: 0.6, threshold: 0.55, embedding: [1] };
    const platforms = { 'jpeg-90-2560': 0.6, 'jpeg-92-1280': 0.5, embedding: 1 };
    const recogniser = {
      id: 'a',
      before: 1,
      after: 0.5,
      platforms,
      recompressed: 0.6,
      threshold: 0.4,
      margin: 0.05,
    };
    const face = {
      box: [1, 2, 3, 4],
      protected: false,
      code: 'bad-model',
      psnr: 40,
      ssim: 0.9,
      overJnd: 0,
      steps: 3,
      recognisers: [{ ...recogniser, embedding: [1], target }],
      embedding: new Float32Array(4),
    } as const;
    const result: ProtectResult = {
      outcome: 'failed',
      code: 'budget-exceeded',
      faces: [face],
      psnr: 50,
      ssim: 1,
    };
    const report = reportOf(result, measured, null);
    expect(JSON.stringify(report)).not.toContain('embedding');
    expect(report).toMatchObject({
      outcome: 'failed',
      mode: 'targeted',
      strength: 'balanced',
      platforms: ['jpeg-90-2560'],
      code: 'budget-exceeded',
      bytesIn: 10,
      bytesOut: null,
      faces: [
        {
          code: 'weights-corrupt',
          recognisers: [
            {
              id: 'a',
              platforms: { 'jpeg-90-2560': 0.6, 'jpeg-92-1280': 0.5 },
              recompressed: 0.6,
              threshold: 0.4,
              margin: 0.05,
              target: { after: 0.6, threshold: 0.55 },
            },
          ],
        },
      ],
    });
  });

  it('says how many faces were left as they were, where there are any', () => {
    const result: ProtectResult = { outcome: 'no-face', faces: [], psnr: null, ssim: 1 };
    const counts = { tooSmall: 2, unclear: 1 };
    expect(reportOf({ ...result, ...counts }, measured, 9)).toMatchObject(counts);
    const report = reportOf(result, measured, 9);
    expect(report).not.toHaveProperty('tooSmall');
    expect(report).not.toHaveProperty('unclear');
  });

  it.each([
    'cancelled',
    'budget-exceeded',
    'face-lost',
    'non-finite',
    'bad-photo',
    'bad-options',
    'bad-model',
  ] as const)('has a code for the engine’s %s', (code) => {
    expect(isErrorCode(codeOf(code))).toBe(true);
  });
});
