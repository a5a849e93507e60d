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

/** Where no more is changed than is needed: a colour model (docs/decisions/0016). */
export const DEFAULT_JND: JndName = 'yang';

/** Where all that is allowed is spent: it has the most room where a change goes (0036). */
export const ROOMIEST_JND: JndName = 'wu';

/** The model of a job: the one that was named, or what its steps for transfer call for. */
export function jndModelOf({ jnd, transferSteps = 0 }: JndChoice): JndModel {
  return JND_MODELS[jnd ?? (transferSteps > 0 ? ROOMIEST_JND : DEFAULT_JND)];
}

interface JndChoice {
  readonly jnd?: JndName;
  readonly transferSteps?: number;
}
