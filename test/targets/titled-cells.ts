import type { Cell, Target } from './catalog';
import { cellsOf } from './catalog';

/** Every way into the targets, with the words of a test's title before it. */
export function titledCells(targets: readonly Target[]): (readonly [string, string, Cell])[] {
  return cellsOf(targets).map((cell) => [cell.target.title, cell.gesture, cell] as const);
}
