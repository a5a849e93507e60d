import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelIndex, RecogniserEntry } from '../../src/engine/models/model-index';

/** docs/results/calibrate.json, written by `npm run bench:calibrate`. */
interface CalibrationResult {
  readonly recognisers: Readonly<
    Record<
      string,
      RecogniserEntry['calibration'] & {
        readonly rates: Readonly<Record<string, { readonly lfw: { readonly rate: number } }>>;
      }
    >
  >;
}

const index = JSON.parse(readFileSync('models/index.json', 'utf8')) as ModelIndex;
const result = JSON.parse(readFileSync('docs/results/calibrate.json', 'utf8')) as CalibrationResult;
const recognisers = index.models.filter((entry) => entry.role === 'recogniser');

describe('every recogniser that a verdict leans on', () => {
  it('there is one at least', () => {
    expect(recognisers.length).toBeGreaterThan(0);
  });

  it.each(recognisers)('$id uses the thresholds that were measured', (entry) => {
    const measured = result.recognisers[entry.id];
    expect(entry.calibration).toEqual({
      genuineMean: measured?.genuineMean,
      impostorMean: measured?.impostorMean,
      thresholds: measured?.thresholds,
    });
  });

  it.each(recognisers)('$id recognises people: TAR at FAR 1e-2 on lfw', ({ id }) => {
    expect(result.recognisers[id]?.rates['1e-2']?.lfw.rate).toBeGreaterThanOrEqual(0.9);
  });

  it.each(recognisers)('$id: a stricter matcher has a higher threshold', ({ calibration }) => {
    const { thresholds, genuineMean, impostorMean } = calibration;
    expect(thresholds['1e-2']).toBeGreaterThan(impostorMean);
    expect(thresholds['1e-3']).toBeGreaterThan(thresholds['1e-2']);
    expect(genuineMean).toBeGreaterThan(thresholds['1e-2']);
  });
});
