import type { JobProgress, Work } from '../../../shared/job';
import type {
  BackendLost,
  BackendWish,
  EngineOrder,
  RunEnd,
  TimedPhase,
} from '../../worker-protocol';
import { JobEstimate } from './job-estimate';
import { jobPlan, kindOf, usualOf } from './job-plan';
import type { JobPlan } from './job-plan';
import type { Pace } from './pace';
import type { Paces } from './paces';
import { ShownTime } from './shown-time';

/**
 * How far one job is and how long it will take, told with all that it says of its progress, from its
 * first moment to its end; what it took is remembered for the next. A job that starts over, on another
 * backend, goes on from what was shown.
 */
export class TimeLeft {
  readonly #paces: Paces;
  readonly #kind: string;
  readonly #pace: Pace;
  readonly #plan: JobPlan;
  readonly #nowMs: () => number;
  readonly #startMs: number;
  readonly #shown = new ShownTime();
  #estimate: JobEstimate;
  #share = 0;

  constructor(
    paces: Paces,
    wish: BackendWish['wish'],
    order: EngineOrder,
    bytes: number,
    nowMs = () => performance.now(),
  ) {
    this.#paces = paces;
    this.#kind = kindOf(order);
    this.#pace = paces.of(wish);
    this.#plan = jobPlan(order, bytes, paces.usual(this.#kind) ?? usualOf(order));
    this.#nowMs = nowMs;
    this.#startMs = nowMs();
    this.#estimate = new JobEstimate(this.#pace, this.#plan, true, this.#startMs);
  }

  /** The job starts, or starts over. `isCold`: on a worker that may have loaded nothing yet. */
  begin(isCold: boolean): JobProgress {
    this.#estimate = new JobEstimate(this.#pace, this.#plan, isCold, this.#nowMs());
    return this.tellWith({ kind: 'started' });
  }

  enter(phase: TimedPhase | null): void {
    this.#estimate.enter(phase, this.#nowMs());
  }

  /** This progress, and what it means for the whole of the job. */
  tellWith(progress: JobProgress): JobProgress {
    this.#estimate.hear(progress, this.#nowMs());
    return { ...progress, work: this.#work() };
  }

  /** The job is over. Of one that was broken off nothing is learnt. */
  end(end: Exclude<RunEnd, BackendLost>): void {
    const backend = end.report?.backend ?? null;
    if (end.type !== 'done' || backend === null) return;
    this.#paces.learn(backend, this.#kind, this.#pace, this.#estimate, this.#nowMs());
  }

  #work(): Work {
    const nowMs = this.#nowMs();
    const secondsLeft = this.#shown.show(this.#estimate.secondsLeft(nowMs), nowMs);
    const elapsed = (nowMs - this.#startMs) / 1000;
    this.#share = Math.max(this.#share, elapsed / (elapsed + secondsLeft));
    return { share: this.#share, secondsLeft };
  }
}
