/**
 * What happens between two values of b.
 *
 * `restart` is the paper's form (its Algorithm 1): an attempt goes on until it stops getting
 * better, and a failure throws its image away. The paper does not say how long an attempt lasts:
 * RESTART_STEPS is our reconstruction.
 * `warm` goes on from the last image after a short attempt: as good, at a fraction of the gradients
 * (docs/results/schedule.md).
 */
export type Schedule = 'restart' | 'warm';

const RESTART_STEPS = 100;
const WARM_STEPS = 8;

export function stepsPerAttempt(schedule: Schedule): number {
  return schedule === 'restart' ? RESTART_STEPS : WARM_STEPS;
}
