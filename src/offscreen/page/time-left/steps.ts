import type { JobProgress } from '../../../shared/job';

/** Optimiser steps of all faces together. */
export interface Steps {
  readonly done: number;
  readonly expected: number;
}

type StepProgress = Extract<JobProgress, { kind: 'step' }>;

/** A face that went beyond what is usual is taken to need so many more: one attempt. */
const MORE = 8;

/**
 * Counts the steps of all faces, which may come in any order: `step` of a face over all rounds, and
 * as `steps` the most that it may take. How many it will take nobody knows; what is expected of a
 * face is what is usual.
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

  /** `open`: the faces may take more. */
  steps(open: boolean): Steps {
    let done = 0;
    let expected = 0;
    for (let face = 1; face <= this.#faces; face++) {
      const own = this.#done.get(face) ?? 0;
      done += own;
      expected += open ? this.#expectedOf(face, own) : own;
    }
    return { done, expected };
  }

  #expectedOf(face: number, done: number): number {
    const { face: current, steps = Infinity } = this.#now ?? {};
    const isBeyond = face === current && done >= this.#usual;
    return Math.min(steps, Math.max(this.#usual, isBeyond ? done + MORE : done));
  }
}
