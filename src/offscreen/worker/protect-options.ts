import type { AttackForm, AttackMode, ProtectOptions } from '../../engine/protect-types';
import type { Strength } from '../../shared/settings';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { without } from '../../shared/without';
import type { EngineOrder } from '../worker-protocol';

/** What a strength allows, and what it spends on recognisers that the engine does not know. */
type Level = Pick<ProtectOptions, 'k' | 'leastPsnr' | 'transferSteps'>;

/**
 * k: the ceiling of a change, as a multiple of the just noticeable difference. leastPsnr: the bars
 * of quality (on average 38.5, 35.5 and 33.5 dB in the file), less what whole levels leave unused
 * (docs/decisions/0032). `invisible` stops at what the engine's own recognisers need.
 */
export const LEVELS: Readonly<Record<Strength, Level>> = {
  invisible: { k: 0.6, leastPsnr: 38.3, transferSteps: 0 },
  balanced: { k: 0.8, leastPsnr: 35.75, transferSteps: 60 },
  strong: { k: 1, leastPsnr: 33.6, transferSteps: 60 },
};

/** Most faces take 20 to 100 (to a target 30 to 130); the hard ones are worth more than a failure. */
const MOST_STEPS: Readonly<Record<AttackMode, number>> = { nontargeted: 192, targeted: 320 };

/** The paper's b has to fall thirty times, with eight steps for each, before the attack is pure. */
const PAPER_STEPS = 400;

/** The form of the paper and the way to a target have prices of their own. */
function levelOf(strength: Strength, form: AttackForm | undefined, mode: AttackMode): Level {
  const level = LEVELS[strength];
  return form === 'paper' || mode === 'targeted' ? { k: level.k } : level;
}

/** The engine's options but for the target: what the client chose, and defaults for the rest. */
export function protectOptions(order: EngineOrder): Omit<ProtectOptions, 'target'> {
  const { strength = DEFAULT_SETTINGS.strength, ...open } = without(
    order,
    'towards',
    'metadata',
    'asStill',
    'asDelivered',
    'platforms',
  );
  const { mode = DEFAULT_SETTINGS.mode } = open;
  return {
    mode,
    form: 'product',
    maxSteps: open.form === 'paper' ? PAPER_STEPS : MOST_STEPS[mode],
    ...levelOf(strength, open.form, mode),
    ...open,
  };
}
