import { isRecord } from '../../../shared/is-record';
import { BACKENDS } from '../../../shared/report';
import type { Backend } from '../../../shared/report';
import type { BackendWish, Warmed } from '../../worker-protocol';
import type { JobEstimate } from './job-estimate';
import type { Usual } from './job-plan';
import { corrected, DEFAULT_PACES, scaled } from './pace';
import type { Pace } from './pace';

/** Where the paces stay when the engine host is closed. */
export interface PaceStore {
  read(): unknown;
  write(kept: Kept): void;
}

/** What is kept: how fast this machine is, and how long jobs of a kind are. Nothing of any photo. */
export interface Kept {
  readonly paces: Partial<Readonly<Record<Backend, Pace>>>;
  readonly usual: Readonly<Record<string, Usual>>;
}

/** How far a job is believed about the machine, and about its kind: photos differ. */
const PACE_WEIGHT = 0.7;
const KIND_WEIGHT = 0.3;

/** The pace of this machine, by backend, as its jobs have shown it. */
export class Paces {
  readonly #store: PaceStore | undefined;
  #kept: Kept;
  /** Of a backend on which no job has ended so far: by the warm-up alone. */
  readonly #warmed = new Map<Backend, Pace>();
  /** What `auto` came to. */
  #last: Backend = 'wasm';

  constructor(store?: PaceStore) {
    this.#store = store;
    this.#kept = keptIn(store?.read());
  }

  of(wish: BackendWish['wish']): Pace {
    const backend = wish === 'auto' ? this.#last : wish;
    return this.#kept.paces[backend] ?? this.#warmed.get(backend) ?? DEFAULT_PACES[backend];
  }

  usual(kind: string): Usual | undefined {
    return this.#kept.usual[kind];
  }

  /** One step was measured: before the first job, the rest is taken to be as fast or slow. */
  onWarmed({ backend, stepSeconds }: Pick<Warmed, 'backend' | 'stepSeconds'>): void {
    this.#last = backend;
    const pace = DEFAULT_PACES[backend];
    this.#warmed.set(backend, scaled(pace, stepSeconds / pace.step));
  }

  /** A job has ended as it should: `pace` was expected of it. */
  learn(backend: Backend, kind: string, pace: Pace, job: JobEstimate, nowMs: number): void {
    this.#last = backend;
    const isFirst = this.#kept.paces[backend] === undefined;
    const next = corrected(pace, job.deviations(nowMs), isFirst ? 1 : PACE_WEIGHT);
    const paces = { ...this.#kept.paces, [backend]: next };
    const { faces, rounds, steps } = job;
    const usual = { ...this.#kept.usual };
    if (faces > 0 && rounds > 0) {
      usual[kind] = mean(usual[kind], { steps: steps.done / faces, rounds });
    }
    this.#kept = { paces, usual };
    this.#store?.write(this.#kept);
  }
}

function mean(known: Usual | undefined, now: Usual): Usual {
  if (known === undefined) return now;
  const mix = (from: number, to: number): number => from + KIND_WEIGHT * (to - from);
  return { steps: mix(known.steps, now.steps), rounds: mix(known.rounds, now.rounds) };
}

/** What was kept, as far as it is of the form of now. */
function keptIn(value: unknown): Kept {
  const { paces, usual } = recordOf(value) as { paces?: unknown; usual?: unknown };
  return {
    paces: Object.fromEntries(
      BACKENDS.flatMap((backend) => {
        const pace = recordOf(paces)[backend];
        return isPace(pace) ? [[backend, pace] as const] : [];
      }),
    ),
    usual: Object.fromEntries(
      Object.entries(recordOf(usual)).flatMap(([kind, one]) =>
        isUsual(one) ? [[kind, one] as const] : [],
      ),
    ),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isPace(value: unknown): value is Pace {
  return hasNumbers(value, Object.keys(DEFAULT_PACES.wasm));
}

function isUsual(value: unknown): value is Usual {
  return hasNumbers(value, ['steps', 'rounds']);
}

function hasNumbers(value: unknown, keys: readonly string[]): boolean {
  const known = recordOf(value);
  return keys.every((key) => {
    const one = known[key];
    return typeof one === 'number' && isFinite(one) && one > 0;
  });
}
