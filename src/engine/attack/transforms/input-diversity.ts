import type { Random } from '../../seeded-random';

/** A smaller view somewhere inside a recogniser's input, the rest of it black. */
export interface InputDiversity {
  /** Side of the view as a share of the input's. */
  readonly share: number;
  /** Where it lies, 0 (at the left, at the top) to 1. */
  readonly left: number;
  readonly top: number;
}

/** Xie et al.'s `prob`, and the smallest side of the view: `image_width` of `image_resize` pixels. */
const PROBABILITY = 0.5;
const SMALLEST = 299 / 330;

/**
 * Input diversity (Xie et al. 2019, https://arxiv.org/abs/1803.06978): with probability 0.5 the
 * input is resized by a random factor and padded to full size at a random place. The numbers are
 * those of their release (https://github.com/cihangxie/DI-2-FGSM, attack.py). Ours differs in three
 * points: theirs grows from 299 pixels to 330, a recogniser's input cannot grow, so the view shrinks
 * in the same proportion; theirs resizes to the nearest neighbour, ours filters; theirs pads with 0
 * of [-1, 1], which is grey, ours with 0 of [0, 1].
 */
export function drawInputDiversity(random: Random): InputDiversity | undefined {
  if (random() >= PROBABILITY) return undefined;
  return { share: SMALLEST + (1 - SMALLEST) * random(), left: random(), top: random() };
}
