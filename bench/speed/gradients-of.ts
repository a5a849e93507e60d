import type { PhotoReport } from '../../src/shared/report';

/** How many input gradients of a single recogniser a job took: today every step asks all of them. */
export function gradientsOf({ faces }: Pick<PhotoReport, 'faces'>): number {
  return faces.reduce((sum, { steps, recognisers }) => sum + steps * recognisers.length, 0);
}
