import type { JndName } from '../../src/engine/jnd/jnd-model';

/**
 * How an attack on a left-out recogniser differs from the product's transfer form, plain data. What is not
 * said is as in transfer-form.ts and augmentation.ts.
 */
export interface LeverSetting {
  /** Gradients of each attacked recogniser, all of which are taken. */
  readonly gradients: number;
  readonly step?: 'sign';
  /** Root mean square change of one step, 8-bit levels. */
  readonly stepLevels?: number;
  readonly momentum?: number;
  /** Least PSNR of the face, dB: the same for all that are compared. */
  readonly leastPsnr: number;
  /** near: the draws of the product's form for the recognisers that are asked, whole. */
  readonly affine?: 'none' | 'near';
  /** What a draw goes without. */
  readonly without?: 'bend' | 'mirrored' | 'brightness';
  /** The JND model, and whole levels kept free below the ceiling. */
  readonly jnd?: JndName;
  readonly reserve?: number;
  /** wide: JPEG 50 to 95, sizes from 0.3, blur to 1 px of the patch. */
  readonly platform?: 'none' | 'wide';
  /** Each gradient at a random neighbour of the aligned face, so many 8-bit levels away. */
  readonly neighbourLevels?: number;
  /** Side of a grey square at a random place of the aligned face, as a share of the face's. */
  readonly cutout?: number;
  /** Gaussian blur of each gradient, sigma in pixels of a face of 112. */
  readonly smooth?: number;
  /** Share of the mean embedding from which the likeness is seen. */
  readonly centre?: number;
}
