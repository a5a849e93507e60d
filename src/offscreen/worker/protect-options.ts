import type { ProtectOptions } from '../../engine/protect-types';
import type { EngineOrder } from '../worker-protocol';

const DEFAULTS: Omit<ProtectOptions, 'seed'> = {
  mode: 'nontargeted',
  form: 'product',
  k: 1,
  maxSteps: 96,
};

/** The engine's options: what the client chose, and the defaults for the rest. */
export function protectOptions(order: EngineOrder): ProtectOptions {
  return { ...DEFAULTS, ...order };
}
