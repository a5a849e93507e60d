import type { Budget } from '../seams';

/** Any perturbation: for attacks that price what leaves [0, 1] instead of clamping it. */
export const noBudget: Budget = { project: () => undefined };
