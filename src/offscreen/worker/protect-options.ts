import type { AttackMode, ProtectOptions } from '../../engine/protect-types';
import type { Strength } from '../../shared/settings';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { without } from '../../shared/without';
import type { EngineOrder } from '../worker-protocol';

/** The ceiling of a change, as a multiple of the just noticeable difference. */
const CEILINGS: Readonly<Record<Strength, number>> = { balanced: 0.85, strong: 1 };

/** Most faces take 20 to 100 (to a target 30 to 130); the hard ones are worth more than a failure. */
const MOST_STEPS: Readonly<Record<AttackMode, number>> = { nontargeted: 192, targeted: 320 };

/** The paper's b has to fall thirty times, with eight steps for each, before the attack is pure. */
const PAPER_STEPS = 400;

/** The engine's options but for the target: what the client chose, and defaults for the rest. */
export function protectOptions(order: EngineOrder): Omit<ProtectOptions, 'target'> {
  const { strength = DEFAULT_SETTINGS.strength, ...open } = without(
    order,
    'towards',
    'metadata',
    'asStill',
  );
  const { mode = DEFAULT_SETTINGS.mode } = open;
  return {
    mode,
    form: 'product',
    maxSteps: open.form === 'paper' ? PAPER_STEPS : MOST_STEPS[mode],
    k: CEILINGS[strength],
    ...open,
  };
}
