import { chouLi } from './chou-li';
import type { JndModel, JndName } from './jnd-model';
import { wu } from './wu';
import { yang } from './yang';

/** Every JND model by its name. */
export const JND_MODELS: Readonly<Record<JndName, JndModel>> = {
  'chou-li': chouLi,
  yang,
  wu,
};

/** What the product uses: it leaves the most room where a change hides (docs/decisions/0036). */
export const DEFAULT_JND: JndName = 'wu';
