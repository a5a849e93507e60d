import type { PhaseSeconds } from '../../shared/report';
import type { TimedPhase } from '../worker-protocol';

const PHASES: readonly TimedPhase[] = ['decode', 'detect', 'optimise', 'encode', 'verify'];

/** Adds up wall time by phase; a phase lasts until the next is entered or the clock is read. */
export class PhaseClock {
  readonly #nowMs: () => number;
  readonly #onEnter: (phase: TimedPhase | undefined) => void;
  readonly #startMs: number;
  readonly #spentMs = new Map<TimedPhase, number>();
  #phase: TimedPhase | undefined;
  #sinceMs: number;

  constructor(
    nowMs: () => number,
    onEnter: (phase: TimedPhase | undefined) => void = () => undefined,
  ) {
    this.#nowMs = nowMs;
    this.#onEnter = onEnter;
    this.#startMs = nowMs();
    this.#sinceMs = this.#startMs;
  }

  enter(phase: TimedPhase | undefined): void {
    const nowMs = this.#nowMs();
    if (this.#phase !== undefined) {
      const spentMs = this.#spentMs.get(this.#phase) ?? 0;
      this.#spentMs.set(this.#phase, spentMs + nowMs - this.#sinceMs);
    }
    this.#phase = phase;
    this.#sinceMs = nowMs;
    this.#onEnter(phase);
  }

  /** Ends the phase that is on and gives all of them, in seconds to the millisecond. */
  read(): PhaseSeconds {
    this.enter(undefined);
    const [decode, detect, optimise, encode, verify] = PHASES.map((phase) =>
      seconds(this.#spentMs.get(phase) ?? 0),
    ) as [number, number, number, number, number];
    const total = seconds(this.#nowMs() - this.#startMs);
    return { decode, detect, optimise, encode, verify, total };
  }
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}
