import type { JobProgress } from '../../../shared/job';
import type { TimedPhase } from '../../worker-protocol';
import type { Deviations, Pace } from './pace';
import type { JobPlan } from './job-plan';
import { StepCount } from './steps';
import type { Steps } from './steps';

/**
 * Where a job is. The engine looks at finished files in rounds; after the last it looks at the photo
 * as it is, to compare the two (`compare`).
 */
type Place = 'load' | 'decode' | 'detect' | 'encode' | 'compare' | 'step' | 'round';

/** What is known of the photo, or guessed until then. */
interface Facts {
  readonly megapixels: number;
  readonly faces: number;
  /** Megapixels of all faces. */
  readonly faceArea: number;
}

/** Of a JPEG as cameras and phones write it; other files are corrected when they are read. */
const BYTES_A_MEGAPIXEL = 400_000;
const LEAST_MEGAPIXELS = 0.2;
const MOST_MEGAPIXELS = 50;
/** A face takes as long to look at as so many megapixels do. */
const FACE_AS_MEGAPIXELS = 0.5;
const USUAL_FACE_AREA = 0.05;

/** As much as so many seconds, or steps, of the job is what was known before it. */
const KNOWN_SECONDS = 2;
const KNOWN_STEPS = 5;
/** What takes longer than expected is taken to need so much more, of the time that it is over. */
const OVERTIME = 0.5;

/**
 * The seconds that one job still needs, by the machine's pace and by what was seen of the job so far:
 * every stage of it counts, and what comes is measured by what was. It may jump either way
 * (shown-time.ts). Times are in milliseconds, on any clock that does not jump.
 */
export class JobEstimate {
  readonly #pace: Pace;
  readonly #plan: JobPlan;
  readonly #isCold: boolean;
  readonly #steps: StepCount;
  readonly #spent = new Map<Place, number>();
  /** What the ended stays at a place were expected to take. */
  readonly #expected = new Map<Place, number>();
  readonly #stays = new Map<Place, number>();
  #facts: Facts;
  #place: Place = 'load';
  #sinceMs: number;

  constructor(pace: Pace, plan: JobPlan, isCold: boolean, nowMs: number) {
    this.#pace = pace;
    this.#plan = plan;
    this.#isCold = isCold;
    this.#steps = new StepCount(plan.steps);
    this.#sinceMs = nowMs;
    const guess = plan.bytes / BYTES_A_MEGAPIXEL;
    const megapixels = Math.min(MOST_MEGAPIXELS, Math.max(LEAST_MEGAPIXELS, guess));
    this.#facts = { megapixels, faces: 1, faceArea: USUAL_FACE_AREA * megapixels };
  }

  /** The worker enters a phase, or is between two. */
  enter(phase: TimedPhase | null, nowMs: number): void {
    this.#go(PLACES[phase ?? 'none'], nowMs);
  }

  hear(progress: JobProgress, nowMs: number): void {
    if (progress.kind === 'decoded') {
      const megapixels = (progress.width * progress.height) / 1e6;
      this.#facts = { ...this.#facts, megapixels, faceArea: USUAL_FACE_AREA * megapixels };
    } else if (progress.kind === 'found') {
      const faces = progress.boxes.length;
      const area = progress.boxes.reduce((sum, [, , width, height]) => sum + width * height, 0);
      this.#facts = { ...this.#facts, faces, faceArea: area / 1e6 };
      this.#steps.onFaces(faces);
    } else if (progress.kind === 'step') {
      this.#steps.onStep(progress);
    } else if (progress.kind === 'verify' && this.#place === 'compare') {
      // The same phase, and only now it is known what it is about.
      this.#stays.set('compare', this.#staysAt('compare') - 1);
      this.#stay('round');
      this.#sinceMs = nowMs;
    }
  }

  secondsLeft(nowMs: number): number {
    if (this.#facts.faces === 0) return 0;
    const speed = this.#speed(nowMs);
    const others: Place[] = ['load', 'decode', 'detect', 'encode', 'compare', 'round'];
    const left = others.map((place) => this.#leftAt(place, speed, nowMs));
    return left.reduce((sum, seconds) => sum + seconds, this.#stepsLeft(nowMs));
  }

  /** Optimiser steps so far, and expected. */
  get steps(): Steps {
    const isBefore = this.#staysAt('step') === 0;
    return this.#steps.steps(this.#place === 'step' || isBefore || this.#hasMoreRounds());
  }

  get rounds(): number {
    return this.#staysAt('round');
  }

  get faces(): number {
    return this.#facts.faces;
  }

  /** How right the pace was; of what came to its end, so that it is asked when the job has. */
  deviations(nowMs: number): Deviations {
    this.#go('load', nowMs);
    const of = (place: Place): number | undefined => {
      const expected = this.#expected.get(place) ?? 0;
      return expected > 0 ? (this.#spent.get(place) ?? 0) / expected : undefined;
    };
    const { done } = this.steps;
    const step = done > 0 ? this.#spentAt('step') / (done * this.#pace.step) : undefined;
    const parts = {
      load: this.#isCold ? this.#spentAt('load') / this.#pace.load : undefined,
      decode: of('decode'),
      detect: of('detect'),
      encode: of('encode'),
      compare: of('compare'),
      step,
      look: of('round'),
    };
    return Object.fromEntries(Object.entries(parts).filter(([, one]) => one !== undefined));
  }

  #go(place: Place, nowMs: number): void {
    const left = this.#place;
    this.#spent.set(left, this.#spentAt(left) + this.#elapsed(nowMs));
    this.#expected.set(left, (this.#expected.get(left) ?? 0) + this.#secondsAt(left));
    this.#sinceMs = nowMs;
    this.#stay(place);
  }

  #stay(place: Place): void {
    this.#place = place;
    this.#stays.set(place, this.#staysAt(place) + 1);
  }

  /** What one stay at a place is expected to take; steps are counted one by one. */
  #secondsAt(place: Place): number {
    const { megapixels, faces, faceArea } = this.#facts;
    const look = this.#pace.look * (megapixels + FACE_AS_MEGAPIXELS * faces);
    switch (place) {
      case 'load':
      case 'step':
        return 0;
      case 'decode':
      case 'detect':
      case 'encode':
        return this.#pace[place] * megapixels;
      case 'compare':
        return look + this.#pace.compare * faceArea;
      case 'round':
        return this.#plan.looks * look;
    }
  }

  #leftAt(place: Place, speed: number, nowMs: number): number {
    if (place === 'load') return this.#loadLeft(nowMs);
    const each = speed * this.#secondsAt(place);
    const come = Math.max(0, this.#staysInAll(place) - this.#staysAt(place)) * each;
    if (place !== this.#place) return come;
    const elapsed = this.#elapsed(nowMs);
    return come + Math.max(each - elapsed, OVERTIME * (elapsed - each));
  }

  /** Until the search for faces begins, for it begins when all is loaded. */
  #loadLeft(nowMs: number): number {
    if (!this.#isCold || this.#staysAt('detect') > 0) return 0;
    const elapsed = this.#place === 'load' ? this.#elapsed(nowMs) : 0;
    return Math.max(0, this.#pace.load - this.#spentAt('load') - elapsed);
  }

  #stepsLeft(nowMs: number): number {
    const { done, expected } = this.steps;
    const spent = this.#spentOnSteps(nowMs);
    const known = KNOWN_STEPS * this.#pace.step * this.#speed(nowMs);
    return Math.max(0, expected - done) * ((known + spent) / (KNOWN_STEPS + done));
  }

  /** How often a place is come to in the whole job, as far as can be told. */
  #staysInAll(place: Place): number {
    const rounds = Math.max(this.#plan.rounds, this.#roundNow());
    if (place === 'round') return rounds;
    return place === 'encode' ? 1 + rounds : 1;
  }

  #hasMoreRounds(): boolean {
    return this.#plan.rounds > this.#roundNow();
  }

  /** Counts from 1: the one that the job is in, or works for. */
  #roundNow(): number {
    return this.#staysAt('round') + (this.#place === 'round' ? 0 : 1);
  }

  /** How much slower this job is than the pace says, by all of it that came to its end. */
  #speed(nowMs: number): number {
    let spent = KNOWN_SECONDS;
    let expected = KNOWN_SECONDS;
    for (const [place, seconds] of this.#expected) {
      if (seconds === 0) continue;
      spent += this.#spentAt(place);
      expected += seconds;
    }
    const { done } = this.steps;
    return (spent + this.#spentOnSteps(nowMs)) / (expected + done * this.#pace.step);
  }

  #spentOnSteps(nowMs: number): number {
    return this.#spentAt('step') + (this.#place === 'step' ? this.#elapsed(nowMs) : 0);
  }

  #elapsed(nowMs: number): number {
    return (nowMs - this.#sinceMs) / 1000;
  }

  #spentAt(place: Place): number {
    return this.#spent.get(place) ?? 0;
  }

  #staysAt(place: Place): number {
    return this.#stays.get(place) ?? 0;
  }
}

const PLACES: Readonly<Record<TimedPhase | 'none', Place>> = {
  none: 'load',
  decode: 'decode',
  detect: 'detect',
  optimise: 'step',
  encode: 'encode',
  verify: 'compare',
};
