import { PATCH_FRAME } from '../../align/canonical-patch';
import type { Similarity } from '../../geometry/similarity';
import { applySimilarity, similarityScale } from '../../geometry/similarity';
import type { FrameCrop } from '../../models/model-index';
import type { Random } from '../../seeded-random';
import type { Passed } from './differentiable-jpeg';
import { differentiableJpeg } from './differentiable-jpeg';
import type { InputDiversity } from './input-diversity';
import type { Pixels } from './resample';
import { resample, resampleAdjoint } from './resample';
import type { AxisMatrix } from './resample-matrix';
import {
  blurMatrix,
  composeAxes,
  downUpMatrices,
  mirrorAxis,
  padAxis,
  resampleMatrix,
} from './resample-matrix';
import type { Warp } from './warp';
import { BEND_NODES, warp, warpAdjoint } from './warp';

/** One draw of everything that may happen to a face between its protection and a recogniser. */
export interface Augmentation {
  /** Size of the recogniser's crop relative to its own. */
  readonly scale: number;
  /** Shift of the crop in ArcFace frame units. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** Radians. */
  readonly angle: number;
  /** Where the crop lies that the rest starts from: its frame to that of the patch; as the patch. */
  readonly alignment?: Similarity;
  /** How the view is bent (warp.ts). */
  readonly bend?: Float32Array;
  /** Left for right. */
  readonly mirrored?: boolean;
  /** A factor on what the recogniser gets. */
  readonly brightness?: number;
  readonly platform:
    | { readonly kind: 'none' }
    | { readonly kind: 'jpeg'; readonly quality: number; readonly subsample: boolean }
    | { readonly kind: 'resize'; readonly factor: number }
    | { readonly kind: 'blur'; readonly sigma: number };
  readonly diversity?: InputDiversity;
}

const IDENTITY: Similarity = { a: 1, b: 0, tx: 0, ty: 0 };

export const NO_AUGMENTATION: Augmentation = {
  scale: 1,
  shiftX: 0,
  shiftY: 0,
  angle: 0,
  platform: { kind: 'none' },
};

/** How far a drawn affine goes from the face as it is aligned. */
interface Reach {
  readonly scale: readonly [low: number, high: number];
  /** Either way, ArcFace frame units. */
  readonly shift: number;
  /** Either way. */
  readonly degrees: number;
}

/** About what another alignment of the delivered file does. */
const NEAR: Reach = { scale: [0.96, 1.04], shift: 2, degrees: 3 };

/** As far as an aligned face bears. */
const FAR: Reach = { scale: [0.85, 1.1], shift: 4, degrees: 8 };

/** Standard deviation of a bend's nodes, as a share of the view's side. */
const BEND = 3 / 112;
/** The brightness is halved up to so many times. */
const MOST_HALVINGS = 2;

/**
 * One random affine and one random platform sample, not stacked (expectation over transformation,
 * Athalye et al. 2018, https://arxiv.org/abs/1707.07397; input diversity, Xie et al. 2019,
 * https://arxiv.org/abs/1803.06978).
 */
export function drawAugmentation(random: Random): Augmentation {
  return draw(NEAR, random);
}

/**
 * The same from further away, and bent, mirrored and dimmed: what holds there holds better for
 * recognisers that were not asked (docs/decisions/0033). The bend stands for landmarks and
 * proportions that differ (elastic distortion, Simard et al. 2003); brightness after the
 * scale-invariant attack of Lin et al. 2020, https://arxiv.org/abs/1908.06281.
 */
export function drawFarAugmentation(random: Random): Augmentation {
  // Uniform, with the standard deviation named.
  const most = BEND * Math.sqrt(3);
  const bend = Float32Array.from(
    { length: BEND_NODES * BEND_NODES * 2 },
    () => (2 * random() - 1) * most,
  );
  const mirrored = random() < 0.5;
  const brightness = 0.5 ** Math.floor((MOST_HALVINGS + 1) * random());
  return { ...draw(FAR, random), bend, mirrored, brightness };
}

function draw({ scale, shift, degrees }: Reach, random: Random): Augmentation {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const affine = {
    scale: between(...scale),
    shiftX: between(-shift, shift),
    shiftY: between(-shift, shift),
    angle: between(-degrees, degrees) * (Math.PI / 180),
  };
  const pick = random();
  if (pick < 0.5) {
    const quality = Math.round(between(80, 95));
    return { ...affine, platform: { kind: 'jpeg', quality, subsample: random() < 0.5 } };
  }
  if (pick < 0.75) return { ...affine, platform: { kind: 'resize', factor: between(0.7, 1) } };
  return { ...affine, platform: { kind: 'blur', sigma: between(0.3, 0.7) } };
}

/**
 * The patch, RGB in [0, 1], as a recogniser gets to see it: [size, size, 3], `crop` of the ArcFace
 * frame after `augmentation`; and the way back for a gradient, the exact adjoint.
 */
export function viewPatch(
  patch: Pixels,
  crop: FrameCrop,
  size: number,
  augmentation: Augmentation,
): Passed {
  const side = patch.width;
  const perUnit = side / PATCH_FRAME.side;
  const { platform, diversity, alignment = IDENTITY } = augmentation;
  const span = crop.side * augmentation.scale * similarityScale(alignment);
  const [x, y] = applySimilarity(alignment, [
    crop.x + crop.side / 2 + augmentation.shiftX,
    crop.y + crop.side / 2 + augmentation.shiftY,
  ]);
  const startX = (x - span / 2 - PATCH_FRAME.x) * perUnit;
  const startY = (y - span / 2 - PATCH_FRAME.y) * perUnit;
  const seenSize = Math.round(size * (diversity?.share ?? 1));
  const before = platformAxis(platform, side);
  const along = (start: number, place?: number): AxisMatrix => {
    const crop = resampleMatrix(side, start, span * perUnit, seenSize);
    const axis = place === undefined ? crop : padAxis(crop, size, place);
    // Blur and resize are linear along each axis: they go into the crop for nothing.
    return before ? composeAxes(axis, before) : axis;
  };
  const passed =
    platform.kind === 'jpeg'
      ? differentiableJpeg(patch, platform.quality, platform.subsample)
      : undefined;
  const rows = along(startY, diversity?.top);
  const straight = along(startX, diversity?.left);
  const columns = augmentation.mirrored === true ? mirrorAxis(straight) : straight;
  const angle = augmentation.angle + Math.atan2(alignment.b, alignment.a);
  const { bend, brightness = 1 } = augmentation;
  const how: Warp | undefined =
    angle === 0 && bend === undefined ? undefined : { angle, ...(bend && { bend }) };
  const cropped = resample(passed?.pixels ?? patch, rows, columns);
  const warped = how ? warp(cropped, how) : cropped;
  return {
    pixels: scaled(warped, brightness),
    back: (gradient) => {
      const dimmed = scaled({ width: size, height: size, data: gradient }, brightness);
      const straightened = how ? warpAdjoint(dimmed, how) : dimmed;
      const { data } = resampleAdjoint(straightened, rows, columns);
      return passed ? passed.back(data) : data;
    },
  };
}

function scaled(image: Pixels, factor: number): Pixels {
  return factor === 1 ? image : { ...image, data: image.data.map((value) => value * factor) };
}

function platformAxis(platform: Augmentation['platform'], side: number): AxisMatrix | undefined {
  switch (platform.kind) {
    case 'resize': {
      const [down, up] = downUpMatrices(side, Math.max(8, Math.round(side * platform.factor)));
      return composeAxes(up, down);
    }
    case 'blur':
      return blurMatrix(side, platform.sigma);
    case 'jpeg':
    case 'none':
      return undefined;
  }
}
