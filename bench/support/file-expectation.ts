/** What is written down for one file. */
export interface Expectation {
  /** `faces`: some are found; `no face`, `asked`, or `refused: CODE`. */
  readonly outcome: string;
  readonly in?: string;
  readonly out?: string;
  /** Least and most faces that the detector may find; with a least of 0, none is as expected too. */
  readonly faces?: readonly [least: number, most: number];
  /** Upright, width x height, of what is delivered. */
  readonly size?: string;
}

/** What happened. */
export interface FileRow {
  /** What the extension was built from. */
  readonly commit: string;
  readonly outcome: string;
  readonly faces: number;
  readonly in?: string;
  readonly out?: string;
  readonly bytesIn?: number;
  readonly bytesOut?: number | null;
  readonly size?: string;
  readonly profile?: string;
  readonly seconds?: number;
  /** The longest time without a word of progress, seconds. */
  readonly silence?: number;
  readonly peak?: number;
}

/** A job that says nothing for longer hangs; seconds. */
const LONGEST_SILENCE = 60;

/** Codes with which a face that was found may fail closed. */
const HARD_FACE = ['refused: budget-exceeded', 'refused: face-lost'];

/** Ways in which what happened is not what is written; a face that fails closed is as expected. */
export function compare(row: FileRow, expected: Expectation): string[] {
  const problems: string[] = [];
  const isFaces = expected.outcome === 'faces';
  const [least, most] = expected.faces ?? [1, Infinity];
  const isDone =
    row.faces === 0
      ? least === 0 && row.outcome === 'no face'
      : row.outcome === `protected ${String(row.faces)}` || HARD_FACE.includes(row.outcome);
  if (isFaces ? !isDone : row.outcome !== expected.outcome) {
    problems.push(`expected ${expected.outcome}`);
  }
  if (isFaces && (row.faces < least || row.faces > most)) {
    problems.push(`expected ${String(least)} to ${String(most)} faces`);
  }
  const { silence = 0 } = row;
  if (silence > LONGEST_SILENCE) problems.push(`silent for ${silence.toFixed(0)} s`);
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
