import type { EngineOrder } from '../../worker-protocol';
import { DEFAULT_SETTINGS } from '../../../shared/settings';
import { PLATFORM_IDS } from '../../../shared/platforms';

/** What is known of a job before it starts. */
export interface JobPlan {
  readonly bytes: number;
  /** Files that one round looks at: the finished one, and what sites make of it. */
  readonly looks: number;
  /** Steps of a face, and rounds, as is usual for such a job. */
  readonly steps: number;
  readonly rounds: number;
}

/** What jobs of one kind took in the mean. */
export type Usual = Pick<JobPlan, 'steps' | 'rounds'>;

/** What decides how many steps and rounds a job takes, as a word. */
export function kindOf({ mode, form, strength, transferSteps }: EngineOrder): string {
  const level = strength ?? DEFAULT_SETTINGS.strength;
  const steps = transferSteps === undefined ? '' : ` ${transferSteps}`;
  return `${mode ?? DEFAULT_SETTINGS.mode} ${form ?? 'product'} ${level}${steps}`;
}

/** Before any such job has run on the machine (docs/results/transfer.md; trim-faces.ts). */
export function usualOf({ mode, form, strength }: EngineOrder): Usual {
  if (form === 'paper') return { steps: 200, rounds: 2 };
  if (mode === 'targeted') return { steps: 80, rounds: 2 };
  return strength === 'invisible' ? { steps: 100, rounds: 4 } : { steps: 56, rounds: 1 };
}

export function jobPlan(order: EngineOrder, bytes: number, usual: Usual): JobPlan {
  const { asDelivered = false, platforms = PLATFORM_IDS, maxSteps = Infinity } = order;
  const looks = 1 + (asDelivered ? 0 : platforms.length);
  return { bytes, looks, rounds: Math.round(usual.rounds), steps: Math.min(maxSteps, usual.steps) };
}
