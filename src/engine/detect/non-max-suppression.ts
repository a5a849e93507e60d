import type { Box } from '../photo';
import { boxShare } from './box-overlap';

/**
 * Greedy non-maximum suppression: keeps the best-scored of every group of items that
 * share more than `maximumShare` of the smaller box, best first.
 */
export function nonMaxSuppression<T extends { readonly box: Box; readonly score: number }>(
  items: readonly T[],
  maximumShare: number,
): T[] {
  const kept: T[] = [];
  for (const item of [...items].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => boxShare(item.box, other.box) <= maximumShare)) kept.push(item);
  }
  return kept;
}
