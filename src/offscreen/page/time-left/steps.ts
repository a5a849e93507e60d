import type { JobProgress } from '../../../shared/job';

/** Optimiser steps of all faces together. */
export interface Steps {
  readonly done: number;
  readonly expected: number;
}

/** All where a further round is expected; in the last one those before the one at work are done. */
export type OpenFaces = 'all' | 'from-this-one' | 'none';

type StepProgress = Extract<JobProgress, { kind: 'step' }>;

/** A face that went beyond what is usual is taken to need so many more: one attempt. */
const MORE = 8;

/**
 * Counts the steps of all faces by what the engine tells of one after the other: `step` of a face
 * over all rounds, and as `steps` the most that it may take. How many it will take nobody knows; what
 * is expected of a face is what is usual.
 */
export class StepCount {
  readonly #usual: number;
  readonly #done = new Map<number, number>();
  #faces = 1;
  #now: StepProgress | undefined;

  constructor(usual: number) {
    this.#usual = usual;
  }

  onFaces(count: number): void {
    this.#faces = count;
  }

  onStep(progress: StepProgress): void {
    this.#now = progress;
    this.#faces = Math.max(this.#faces, progress.faces);
    this.#done.set(progress.face, progress.step);
  }

  /** `open`: the faces that are still to be worked on. */
  steps(open: OpenFaces): Steps {
    let done = 0;
    let expected = 0;
    for (let face = 1; face <= this.#faces; face++) {
      done += this.#done.get(face) ?? 0;
      expected += this.#expectedOf(face, open);
    }
    return { done, expected };
  }

  #expectedOf(face: number, open: OpenFaces): number {
    const { face: current = 1, steps = Infinity } = this.#now ?? {};
    const done = this.#done.get(face) ?? 0;
    if (open === 'none' || (open === 'from-this-one' && face < current)) return done;
    const isNow = face === current && open === 'from-this-one';
    return Math.min(steps, Math.max(this.#usual, isNow ? done + MORE : done));
  }
}
