/** What is written down for one file. */
export interface Expectation {
  /** `faces`: some are found; `no face`, `asked`, or `refused: CODE`. */
  readonly outcome: string;
  readonly in?: string;
  readonly out?: string;
  /** Least and most faces that the detector may find. */
  readonly faces?: readonly [least: number, most: number];
  /** Upright, width x height, of what is delivered. */
  readonly size?: string;
}

/** What happened. */
export interface FileRow {
  readonly outcome: string;
  readonly faces: number;
  readonly in?: string;
  readonly out?: string;
  readonly bytesIn?: number;
  readonly bytesOut?: number | null;
  readonly size?: string;
  readonly profile?: string;
  readonly seconds?: number;
  readonly peak?: number;
}

/** Codes with which a face that was found may fail closed. */
const HARD_FACE = ['refused: budget-exceeded', 'refused: face-lost'];

/** Ways in which what happened is not what is written; a face that fails closed is as expected. */
export function compare(row: FileRow, expected: Expectation): string[] {
  const problems: string[] = [];
  const isFaces = expected.outcome === 'faces';
  const isDone =
    row.outcome === `protected ${String(row.faces)}` || HARD_FACE.includes(row.outcome);
  if (isFaces ? !isDone || row.faces === 0 : row.outcome !== expected.outcome) {
    problems.push(`expected ${expected.outcome}`);
  }
  const [least, most] = expected.faces ?? [0, Infinity];
  if (isFaces && (row.faces < least || row.faces > most)) {
    problems.push(`expected ${String(least)} to ${String(most)} faces`);
  }
  for (const key of ['in', 'out'] as const) {
    if (row[key] !== undefined && expected[key] !== undefined && row[key] !== expected[key]) {
      problems.push(`expected ${key} ${expected[key]}`);
    }
  }
  if (row.size !== undefined && expected.size !== undefined && row.size !== expected.size) {
    problems.push(`expected ${expected.size}`);
  }
  return problems;
}
