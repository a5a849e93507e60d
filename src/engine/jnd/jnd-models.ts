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

/** Of the least change inside all of J, and of the way to a target (docs/decisions/0016). */
export const DEFAULT_JND: JndName = 'yang';

/** Of the levels: it has the most room where a change goes (0036, 0039). */
export const ROOMIEST_JND: JndName = 'wu';

/** The model of a job: the one that was named. */
export function jndModelOf({ jnd = DEFAULT_JND }: { readonly jnd?: JndName }): JndModel {
  return JND_MODELS[jnd];
}
