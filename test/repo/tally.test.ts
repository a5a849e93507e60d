import { describe, expect, it } from 'vitest';
import { add, describe as say, tallyOfCheck, tallyOfRing } from '../../scripts/tally';

const report = (passed: number, failed: number, files: readonly object[] = []) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: files });

describe('the sum that npm test ends with', () => {
  it('adds rings and checks', () => {
    const sum = add([tallyOfCheck(0), tallyOfCheck(2), tallyOfRing(1, report(5, 2))]);
    expect(say(sum)).toBe('6 passed, 3 failed');
  });

  it('counts a check as one, by its exit code', () => {
    expect(tallyOfCheck(0)).toEqual({ passed: 1, failed: 0 });
    expect(tallyOfCheck(2)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a test file that could not be loaded', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    const loaded = { status: 'failed', assertionResults: [{}] };
    expect(tallyOfRing(1, report(3, 1, [unloaded, loaded]))).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a ring that ended badly although every test passed', () => {
    expect(tallyOfRing(1, report(3, 0))).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a ring without a test, and one without a report', () => {
    expect(tallyOfRing(0, report(0, 0))).toEqual({ passed: 0, failed: 1 });
    expect(tallyOfRing(0, undefined)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a ring in which all went well', () => {
    expect(tallyOfRing(0, report(4, 0))).toEqual({ passed: 4, failed: 0 });
  });
});
