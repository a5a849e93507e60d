import type { PhotoReport } from '../../src/shared/report';

/**
 * How many input gradients of a single recogniser a job took: at `balanced` and `strong` a step asks
 * one (docs/decisions/0053), elsewhere all of them.
 */
export function gradientsOf({
  faces,
  mode,
  strength,
}: Pick<PhotoReport, 'faces' | 'mode' | 'strength'>): number {
  const asksOne = mode === 'nontargeted' && strength !== undefined && strength !== 'invisible';
  const each = (all: number): number => (asksOne ? 1 : all);
  return faces.reduce((sum, { steps, recognisers }) => sum + steps * each(recognisers.length), 0);
}
