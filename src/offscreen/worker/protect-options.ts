import type { ProtectOptions } from '../../engine/protect-types';
import type { Strength } from '../../shared/settings';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { without } from '../../shared/without';
import type { EngineOrder } from '../worker-protocol';

/** The ceiling of a change, as a multiple of the just noticeable difference. */
const CEILINGS: Readonly<Record<Strength, number>> = { balanced: 0.85, strong: 1 };

const DEFAULTS: Omit<ProtectOptions, 'seed' | 'k' | 'target'> = {
  mode: DEFAULT_SETTINGS.mode,
  form: 'product',
  maxSteps: 96,
};

/** A face needs fewer, most of the time: away from one face and to another is further. */
const TARGETED_STEPS = 192;

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
  return { ...DEFAULTS, maxSteps: stepsOf(open), k: CEILINGS[strength], ...open };
}

function stepsOf({ mode, form }: Pick<EngineOrder, 'mode' | 'form'>): number {
  if (form === 'paper') return PAPER_STEPS;
  return mode === 'targeted' ? TARGETED_STEPS : DEFAULTS.maxSteps;
}
