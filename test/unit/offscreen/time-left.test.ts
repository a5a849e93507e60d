import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/engine/seeded-random';
import { DEFAULT_PACES } from '../../../src/offscreen/page/time-left/pace';
import type { Pace } from '../../../src/offscreen/page/time-left/pace';
import { Paces } from '../../../src/offscreen/page/time-left/paces';
import type { Kept } from '../../../src/offscreen/page/time-left/paces';
import { TimeLeft } from '../../../src/offscreen/page/time-left/time-left';
import { Clock, playJob } from '../../support/job-trace';
import type { Told, TrueJob } from '../../support/job-trace';

const ORDER = { seed: 1, strength: 'strong' } as const;

const USUAL: TrueJob = {
  backend: 'wasm',
  pace: DEFAULT_PACES.wasm,
  isCold: true,
  megapixels: 2,
  faces: 1,
  steps: 80,
  rounds: 1,
  looks: 7,
};

function randomJob(seed: number): TrueJob {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const whole = (low: number, high: number): number => Math.floor(between(low, high + 1));
  const machine = 5 ** between(-1, 1);
  const parts = Object.entries(DEFAULT_PACES.wasm).map(
    ([part, seconds]: [string, number]) => [part, seconds * machine * 2 ** between(-1, 1)] as const,
  );
  return {
    backend: 'wasm',
    pace: Object.fromEntries(parts) as unknown as Pace,
    isCold: random() < 0.5,
    megapixels: between(0.3, 16),
    faces: whole(1, 6),
    steps: whole(60, 130),
    rounds: whole(1, 3),
    looks: 7,
  };
}

function play(job: TrueJob, paces: Paces, bytes = 400_000 * job.megapixels) {
  const clock = new Clock();
  const told = playJob(job, new TimeLeft(paces, 'auto', ORDER, bytes, clock.now), clock);
  return { told, endMs: clock.ms };
}

/** By how much what was told was wrong, as a share of what was really left, after `share` of the job. */
function worstAfter(share: number, { told, endMs }: { told: Told[]; endMs: number }): number {
  const wrong = told.flatMap(({ atMs, secondsLeft }) => {
    const truly = (endMs - atMs) / 1000;
    // The last seconds are not told apart.
    return atMs < share * endMs || truly < 5 ? [] : [Math.abs(secondsLeft - truly) / truly];
  });
  return Math.max(0, ...wrong);
}

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

describe('the time left', () => {
  it('is told at once', () => {
    const { told } = play(USUAL, new Paces());
    expect(told[0]?.atMs).toBe(0);
    expect(told[0]?.secondsLeft).toBeGreaterThan(10);
  });

  it('never grows by more than a quarter, whatever the job does', () => {
    for (const seed of SEEDS) {
      // What is known of the file may be wrong by far as well.
      const { told } = play(randomJob(seed), new Paces(), 50_000 * (1 + (seed % 100)));
      const wrong = told.filter(({ secondsLeft, share }, i) => {
        const before = told[i - 1] ?? { secondsLeft: Infinity, share: 0 };
        return secondsLeft > 1.25 * before.secondsLeft || share < before.share || share > 1;
      });
      expect(wrong, `seed ${seed}`).toEqual([]);
    }
  });

  it('is about right on a machine that is known', () => {
    for (const seed of SEEDS.slice(0, 60)) {
      const job = { ...randomJob(seed), isCold: false };
      const paces = new Paces();
      for (let i = 0; i < 4; i++) play(job, paces);
      // Until then the faces are found, and what is shown has come to what they take.
      expect(worstAfter(0.25, play(job, paces)), `seed ${seed}`).toBeLessThan(0.35);
    }
  });

  it('comes to the truth on a machine that is not', () => {
    for (const factor of [0.2, 0.5, 2, 5]) {
      const parts = Object.entries(DEFAULT_PACES.wasm).map(
        ([part, seconds]: [string, number]) => [part, seconds * factor] as const,
      );
      const pace = Object.fromEntries(parts) as unknown as Pace;
      const job = { ...USUAL, pace, faces: 3, rounds: 1 };
      expect(worstAfter(0.5, play(job, new Paces())), `times ${factor}`).toBeLessThan(0.35);
    }
  });

  it('is right from the start where the warm-up measured the machine', () => {
    const parts = Object.entries(DEFAULT_PACES.wasm).map(
      ([part, seconds]: [string, number]) => [part, seconds * 4] as const,
    );
    const pace = Object.fromEntries(parts) as unknown as Pace;
    const paces = new Paces();
    paces.onWarmed({ backend: 'wasm', stepSeconds: pace.step });
    const job = { ...USUAL, pace, rounds: 1, isCold: false };
    expect(worstAfter(0, play(job, paces))).toBeLessThan(0.35);
  });

  it('counts the measuring at the end', () => {
    const { told, endMs } = play(USUAL, new Paces());
    const { look } = USUAL.pace;
    const measuringMs = 1000 * USUAL.looks * look * (USUAL.megapixels + 0.5 * USUAL.faces);
    const lastStep = told.findLast(({ atMs }) => atMs < endMs - measuringMs - 1);
    expect(lastStep?.secondsLeft).toBeGreaterThanOrEqual(0.8 * (measuringMs / 1000));
  });

  it('goes on from what was shown when the job starts over', () => {
    const clock = new Clock();
    const left = new TimeLeft(new Paces(), 'auto', ORDER, 800_000, clock.now);
    left.begin(false);
    left.enter('detect');
    left.tellWith({ kind: 'found', boxes: [[0, 0, 99, 99]] });
    left.enter('optimise');
    let shown = Infinity;
    for (let step = 1; step <= 75; step++) {
      clock.ms += 50;
      const progress = { kind: 'step', face: 1, faces: 1, step, steps: 192 } as const;
      shown = left.tellWith(progress).work?.secondsLeft ?? NaN;
    }
    const again = left.begin(true).work?.secondsLeft;
    expect(again).toBeLessThanOrEqual(1.25 * shown);
  });

  it('is no time where there is no face', () => {
    const clock = new Clock();
    const left = new TimeLeft(new Paces(), 'auto', ORDER, 800_000, clock.now);
    left.begin(false);
    left.enter('detect');
    expect(left.tellWith({ kind: 'found', boxes: [] }).work?.secondsLeft).toBe(4);
  });
});

describe('the pace of a machine', () => {
  it('is kept, without a word of any photo', () => {
    const written: Kept[] = [];
    const store = { read: () => written.at(-1), write: (kept: Kept) => void written.push(kept) };
    const job = { ...randomJob(3), isCold: false };
    for (let i = 0; i < 4; i++) play(job, new Paces(store));
    const kept = written.at(-1);
    expect(Object.keys(kept ?? {})).toEqual(['paces', 'usual']);
    expect(Object.keys(kept?.paces ?? {})).toEqual(['wasm']);
    expect(Object.keys(kept?.usual ?? {})).toEqual(['nontargeted product strong']);
    // A host that was closed and opened again knows as much.
    const again = play(job, new Paces({ ...store, write: () => undefined }));
    expect(worstAfter(0.25, again)).toBeLessThan(0.35);
  });

  it.each([
    ['nothing', null],
    ['no record', 7],
    ['another form', { paces: { wasm: { step: 1 } }, usual: { x: { steps: 'many' } } }],
    ['numbers that are none', { paces: { wasm: { ...DEFAULT_PACES.wasm, step: NaN } } }],
  ])('is the usual one where %s was kept', (_, value) => {
    const paces = new Paces({ read: () => value, write: () => undefined });
    expect(paces.of('auto')).toEqual(DEFAULT_PACES.wasm);
    expect(paces.usual('x')).toBeUndefined();
  });

  it('is not learnt from a job that failed, nor from the warm-up once a job has told', () => {
    const clock = new Clock();
    const paces = new Paces();
    const left = new TimeLeft(paces, 'auto', ORDER, 800_000, clock.now);
    left.begin(false);
    left.enter('decode');
    clock.ms += 60_000;
    left.enter(null);
    left.end({ type: 'failed', code: 'cancelled', message: 'Cancelled' });
    expect(paces.of('auto')).toEqual(DEFAULT_PACES.wasm);
    play(USUAL, paces);
    const learnt = paces.of('auto');
    paces.onWarmed({ backend: 'wasm', stepSeconds: 9 });
    expect(paces.of('auto')).toEqual(learnt);
  });
});
