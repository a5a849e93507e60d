import type { FaceAttack } from './attack-face';

/** A step that missed by less than this is followed by a look at the plain patch. */
const NEARLY = 0.18;

export interface AttackRun {
  /** Most steps that the attack may have taken in all, over every run. */
  readonly maxSteps: number;
  /** Fewest, however good the patch is before; 0 where it is not said. */
  readonly minSteps?: number;
  /** By how much the patch must be better than the criterion asks: encoding takes some. */
  readonly slack: number;
  /** Awaited after every step; what it rejects with ends the run. */
  afterStep(steps: number): Promise<void>;
}

/**
 * Steps until the criterion is met on the patch in whole 8-bit levels and `minSteps` are taken (true), or the attack may
 * take no more (false). After each attempt without success the recipe may make it easier.
 */
export async function runAttack(attack: FaceAttack, run: AttackRun): Promise<boolean> {
  while (attack.steps < run.maxSteps) {
    const missing = await attack.step();
    await run.afterStep(attack.steps);
    // The step's own value is of one augmented view before the step: cheap, but only a hint.
    const isNear = missing < NEARLY - run.slack;
    const mayEnd = isNear && attack.steps >= (run.minSteps ?? 0);
    if (mayEnd && (await attack.isReached(run.slack))) return true;
    if (attack.steps % attack.stepsPerAttempt === 0) attack.relax();
  }
  return false;
}
