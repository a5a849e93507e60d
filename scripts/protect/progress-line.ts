import type { JobProgress } from '../../src/shared/job';

const BAR_WIDTH = 24;

/** The part of a stream that we write to. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A bar that redraws itself on a terminal; a line per photo and event anywhere else. */
export class ProgressLine {
  readonly #output: Output;
  #title = '';
  #told = '';

  constructor(output: Output) {
    this.#output = output;
  }

  start(path: string, number: number, count: number): void {
    this.#told = '';
    this.#title = count === 1 ? path : `[${number}/${count}] ${path}`;
    if (this.#output.isTTY !== true) this.#output.write(`${this.#title}\n`);
  }

  show(progress: JobProgress): void {
    const { text, share } = describe(progress);
    if (this.#output.isTTY === true) {
      const done = Math.round(BAR_WIDTH * share);
      const bar = `${'#'.repeat(done)}${'.'.repeat(BAR_WIDTH - done)}`;
      // A line that wraps could not be redrawn.
      const line = `[${bar}] ${text}  ${this.#title}`.slice(0, (this.#output.columns ?? 80) - 1);
      this.#output.write(`\r\u001b[2K${line}`);
    } else if (progress.kind === 'found' && text !== this.#told) {
      // The engine repeats it as a sign of life.
      this.#told = text;
      this.#output.write(`  ${text}\n`);
    }
  }

  /** Leaves the line clean for what comes next. */
  end(): void {
    if (this.#output.isTTY === true) this.#output.write('\r\u001b[2K');
  }
}

function describe(progress: JobProgress): { readonly text: string; readonly share: number } {
  switch (progress.kind) {
    case 'queued':
      return { text: 'waiting', share: 0 };
    case 'started':
      return { text: 'reading', share: 0 };
    case 'decoded':
      return { text: 'looking for faces', share: 0 };
    case 'found':
      return { text: `faces found: ${progress.boxes.length}`, share: 0 };
    case 'step': {
      const { face, faces, step, steps } = progress;
      return {
        text: `face ${face} of ${faces}`,
        share: Math.min(1, (face - 1 + step / steps) / faces),
      };
    }
    case 'verify':
      return { text: 'measuring', share: 1 };
  }
}
