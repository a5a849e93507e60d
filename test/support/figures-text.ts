import { expectationOf, ofHundred } from '../../src/shared/expectation';
import type { LevelName } from '../../src/shared/level';
import { textOf } from './site-texts';

/** The first words on a level's figures, from the results; that there are none where there are none. */
export function figuresText(level: LevelName): string {
  const found = expectationOf(level);
  if (!found) return textOf('figures_none');
  const { delivered, recompressed } = found.lenient;
  return textOf('figures_stopped')
    .replace('$1', String(ofHundred(delivered)))
    .replace('$2', String(ofHundred(recompressed)));
}
