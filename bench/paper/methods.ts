import { BIM, bim } from '../../src/engine/attack/anchors/bim';
import { DI2_FGSM, di2Fgsm } from '../../src/engine/attack/anchors/di2-fgsm';
import { jndMga } from '../../src/engine/attack/anchors/jnd-mga';
import { mDi2Fgsm } from '../../src/engine/attack/anchors/m-di2-fgsm';
import { MI_FGSM, miFgsm } from '../../src/engine/attack/anchors/mi-fgsm';
import { mnd } from '../../src/engine/attack/anchors/mnd';
import { PGD, pgd } from '../../src/engine/attack/anchors/pgd';
import type { AttackRecipe } from '../../src/engine/attack/forms/attack-form';
import { paperForm } from '../../src/engine/attack/forms/paper-form';
import type { PaperOptions } from '../../src/engine/attack/forms/paper-options';
import type { Pixels } from '../../src/engine/attack/transforms/resample';
import type { AttackMode } from '../../src/engine/protect-types';

/** One row of the tables. */
export interface Method {
  readonly name: string;
  /** `anchor`: compared with ours; `ablation`: ours with other terms. */
  readonly kind: 'anchor' | 'ours' | 'ablation';
  /** Gradients in its own paper's setting; undefined: until it succeeds. */
  readonly ownSteps?: number;
  readonly recipe: (original: Pixels, jnd: Float32Array, mode: AttackMode) => AttackRecipe;
}

const anchor = (
  name: string,
  make: (original: Pixels) => AttackRecipe,
  ownSteps?: number,
): Method => ({
  name,
  kind: 'anchor',
  ...(ownSteps === undefined ? {} : { ownSteps }),
  recipe: (original) => make(original),
});

const paper = (
  name: string,
  kind: 'ours' | 'ablation',
  options: Partial<PaperOptions>,
): Method => ({
  name,
  kind,
  recipe: (original, jnd, mode) => paperForm({ original, jnd, k: 1, mode }, options),
});

export const OURS = 'ours (L1+L2+G)';
export const OURS_BY_ADAM = "ours, Adam's steps";

export const METHODS: readonly Method[] = [
  anchor('BIM', (original) => bim(original), BIM.steps),
  anchor('PGD', (original) => pgd(original), PGD.steps),
  anchor('MI-FGSM', (original) => miFgsm(original), MI_FGSM.steps),
  anchor('DI2-FGSM', (original) => di2Fgsm(original), DI2_FGSM.steps),
  anchor('M-DI2-FGSM', (original) => mDi2Fgsm(original), DI2_FGSM.steps),
  anchor('JND-MGA', (original) => jndMga(original)),
  anchor('MND', (original) => mnd(original)),
  paper(OURS, 'ours', { terms: 'L1+L2+G' }),
  paper('L1', 'ablation', { terms: 'L1' }),
  paper('L1_ori', 'ablation', { terms: 'L1_ori' }),
  paper('L2', 'ablation', { terms: 'L2' }),
  paper('L2_ori', 'ablation', { terms: 'L2_ori' }),
  paper('L1+L2', 'ablation', { terms: 'L1+L2' }),
  paper("L1+L2+G'", 'ablation', { terms: 'L1+L2+G', gradientThreshold: 'reachable' }),
  paper(OURS_BY_ADAM, 'ablation', { steps: 'adam' }),
];

/** The names that `--methods a,b` gives, without regard to case; all by default. */
export function chosenMethods(argument: string | undefined): readonly Method[] {
  if (argument === undefined) return METHODS;
  const wanted = argument.split(',').map((name) => name.trim().toLowerCase());
  const isMeant = ({ name, kind }: Method): boolean =>
    wanted.includes(name.toLowerCase()) || (kind === 'ours' && wanted.includes('ours'));
  return METHODS.filter(isMeant);
}
