import type { ProtectOptions } from '../../engine/protect-types';
import type { Strength } from '../../shared/settings';
import type { EngineOrder } from '../worker-protocol';

/** The ceiling of a change, as a multiple of the just noticeable difference. */
const CEILINGS: Readonly<Record<Strength, number>> = { balanced: 0.85, strong: 1 };

const DEFAULTS: Omit<ProtectOptions, 'seed' | 'k'> = {
  mode: 'nontargeted',
  form: 'product',
  maxSteps: 96,
};

/** The engine's options: what the client chose, and the defaults for the rest. */
export function protectOptions({ strength = 'strong', ...open }: EngineOrder): ProtectOptions {
  return { ...DEFAULTS, k: CEILINGS[strength], ...open };
}
