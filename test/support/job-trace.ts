import type { Pace } from '../../src/offscreen/page/time-left/pace';
import type { TimeLeft } from '../../src/offscreen/page/time-left/time-left';
import type { RunEnd, TimedPhase } from '../../src/offscreen/worker-protocol';
import type { JobProgress } from '../../src/shared/job';
import type { Backend, PhotoReport } from '../../src/shared/report';

/** A job as it really goes: what nobody knows who estimates it. */
export interface TrueJob {
  readonly backend: Backend;
  readonly pace: Pace;
  readonly isCold: boolean;
  readonly megapixels: number;
  readonly faces: number;
  /** Of a face in the first round; each further round adds a few. */
  readonly steps: number;
  readonly rounds: number;
  /** Files that a round looks at. */
  readonly looks: number;
}

export interface Told {
  readonly atMs: number;
  readonly share: number;
  readonly secondsLeft: number;
}

const STEPS_OF_FURTHER_ROUNDS = 16;
/** The side of a face, photo pixels. */
const FACE_SIDE = 300;
/** The worker tells its last progress again. */
const AGAIN_MS = 1000;

/** A clock that goes on when it is told to. */
export class Clock {
  ms = 0;
  readonly now = (): number => this.ms;
}

/** Plays a job to its end, and gives all that was told of the time that is left. */
export function playJob(job: TrueJob, left: TimeLeft, clock: Clock): Told[] {
  const { pace, megapixels, faces } = job;
  const told: Told[] = [];
  let last: JobProgress = { kind: 'started' };
  const note = ({ work }: JobProgress): void => {
    if (work === undefined) throw new Error('Progress without the time that is left');
    told.push({ atMs: clock.ms, ...work });
  };
  const tell = (progress: JobProgress): void => {
    last = progress;
    note(left.tellWith(progress));
  };
  const work = (seconds: number): void => {
    const endMs = clock.ms + 1000 * seconds;
    while (endMs - clock.ms > AGAIN_MS) {
      clock.ms += AGAIN_MS;
      note(left.tellWith(last));
    }
    clock.ms = endMs;
  };
  const phase = (name: TimedPhase | null, seconds: number): void => {
    left.enter(name);
    work(seconds);
  };
  const look = pace.look * (megapixels + 0.5 * faces);
  const side = Math.sqrt(1e6 * megapixels);

  note(left.begin(job.isCold));
  work(job.isCold ? 0.3 * pace.load : 0.01);
  phase('decode', pace.decode * megapixels);
  left.enter(null);
  tell({ kind: 'decoded', width: side, height: side });
  work(job.isCold ? 0.7 * pace.load : 0.01);
  phase('detect', pace.detect * megapixels);
  const boxes = Array.from({ length: faces }, () => [0, 0, FACE_SIDE, FACE_SIDE] as const);
  tell({ kind: 'found', boxes });
  phase('encode', pace.encode * megapixels);
  phase('verify', look + (pace.compare * faces * FACE_SIDE ** 2) / 1e6);
  for (let round = 1; round <= job.rounds; round++) {
    left.enter('optimise');
    const before = round === 1 ? 0 : job.steps + (round - 2) * STEPS_OF_FURTHER_ROUNDS;
    const steps = round === 1 ? job.steps : STEPS_OF_FURTHER_ROUNDS;
    for (let face = 1; face <= faces; face++) {
      for (let step = 1; step <= steps; step++) {
        work(pace.step);
        tell({ kind: 'step', face, faces, step: before + step, steps: 192 });
      }
    }
    phase('encode', pace.encode * megapixels);
    left.enter('verify');
    tell({ kind: 'verify', round });
    work(job.looks * look);
  }
  left.enter(null);
  left.end(endOn(job.backend));
  return told;
}

function endOn(backend: Backend): Extract<RunEnd, { type: 'done' }> {
  const report = { outcome: 'protected', backend } as PhotoReport;
  return { type: 'done', bytes: new Uint8Array(), report };
}
