import type { Criterion } from '../attack/seams';

/** The face no longer matches: strictly below the limit. Not-a-number is never good enough. */
export const belowLimit: Criterion = (similarity, limit) => similarity < limit;
