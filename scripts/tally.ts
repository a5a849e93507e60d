/** What a runner passed and failed, and how a vitest report is turned into that. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

export function add(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
  };
}

/** A check that has one verdict: types, lint, format and so on. */
export function tallyOfCheck(exitCode: number): Tally {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * A ring of tests. A file that could not be loaded counts as one failure, and so does a run that
 * ended badly with no test to blame: no report, an error outside of every test, no test at all.
 */
export function tallyOfRing(exitCode: number, reportJson: string | undefined): Tally {
  if (reportJson === undefined) return { passed: 0, failed: 1 };
  const report = JSON.parse(reportJson) as VitestReport;
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + unloaded;
  const noneToBlame = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: noneToBlame ? 1 : failed };
}

export function describe(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed`;
}
