import type { Pixels } from './resample';
import { quantisationSteps } from './quantisation-steps';

/** What came of an image, and how a gradient of it goes back to the image; both three channels. */
export interface Passed {
  readonly pixels: Pixels;
  /** Carries a gradient with respect to `pixels` back: one with respect to the image. */
  readonly back: (gradient: Float32Array) => Float32Array;
}

/** What each channel counts in luma (BT.601, full range, as in JFIF). */
const LUMA = [0.299, 0.587, 0.114] as const;

/** One channel, row by row. */
interface Channel {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * What JPEG at an IJG quality leaves of an image in [0, 1], both sides multiples of 16. Block DCT and
 * quantisation are those of the standard; with `subsample` chroma is halved in both directions
 * (4:2:0). Rounding lets the gradient through unchanged (straight-through, Bengio et al. 2013,
 * https://arxiv.org/abs/1308.3432). With that, transform and colours undo themselves, and what is
 * left for the way back is that chroma is averaged, A: the image becomes luma + A (image - luma).
 */
export function differentiableJpeg(image: Pixels, quality: number, subsample: boolean): Passed {
  const { width, height, data } = image;
  const count = width * height;
  const [y, cb, cr] = [0, 1, 2].map(() => new Float32Array(count)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let i = 0; i < count; i++) {
    const [r, g, b] = [255 * data[3 * i]!, 255 * data[3 * i + 1]!, 255 * data[3 * i + 2]!];
    // The encoder shifts luma by 128 before the DCT; chroma is centred already.
    y[i] = LUMA[0] * r + LUMA[1] * g + LUMA[2] * b - 128;
    cb[i] = -0.168736 * r - 0.331264 * g + 0.5 * b;
    cr[i] = 0.5 * r - 0.418688 * g - 0.081312 * b;
  }
  codeBlocks({ width, height, data: y }, quantisationSteps('luma', quality));
  const steps = quantisationSteps('chroma', quality);
  const [codedCb, codedCr] = [cb, cr].map((chroma) => {
    const whole = { width, height, data: chroma };
    const stored = subsample ? halve(whole) : whole;
    codeBlocks(stored, steps);
    return subsample ? double(stored) : stored;
  }) as [Channel, Channel];
  const coded = new Float32Array(count * 3);
  const inRange = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    const luma = y[i]! + 128;
    const [b, r] = [codedCb.data[i]!, codedCr.data[i]!];
    const rgb = [luma + 1.402 * r, luma - 0.344136 * b - 0.714136 * r, luma + 1.772 * b];
    for (let k = 0; k < 3; k++) {
      const value = rgb[k]! / 255;
      inRange[3 * i + k] = value >= 0 && value <= 1 ? 1 : 0;
      coded[3 * i + k] = Math.min(1, Math.max(0, value));
    }
  }
  return {
    pixels: { width, height, data: coded },
    back: (gradient) => {
      const kept = gradient.map((value, i) => value * inRange[i]!);
      if (subsample) adjointOfSubsampling(kept, width, height);
      return kept;
    },
  };
}

/** In place: the adjoint of luma + A (image - luma), where A averages squares of 2 x 2 pixels. */
function adjointOfSubsampling(gradient: Float32Array, width: number, height: number): void {
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const first = (y * width + x) * 3;
      const square = [first, first + 3, first + 3 * width, first + 3 * width + 3];
      const mean = [0, 0, 0];
      for (const at of square) for (let k = 0; k < 3; k++) mean[k]! += gradient[at + k]! / 4;
      const all = mean[0]! + mean[1]! + mean[2]!;
      for (const at of square) {
        const fine = gradient[at]! + gradient[at + 1]! + gradient[at + 2]! - all;
        for (let k = 0; k < 3; k++) gradient[at + k] = mean[k]! + LUMA[k]! * fine;
      }
    }
  }
}

/** In place: DCT, quantise and undo both on every 8 x 8 block. */
function codeBlocks({ width, height, data }: Channel, steps: readonly number[]): void {
  const block = new Float64Array(64);
  const between = new Float64Array(64);
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let i = 0; i < 64; i++) block[i] = data[(top + (i >> 3)) * width + left + (i & 7)]!;
      alongRows(block, between, 'forward');
      alongRows(between, block, 'forward');
      for (let i = 0; i < 64; i++) {
        const step = steps[i]!;
        block[i] = step * Math.round(block[i]! / step);
      }
      alongRows(block, between, 'back');
      alongRows(between, block, 'back');
      for (let i = 0; i < 64; i++) data[(top + (i >> 3)) * width + left + (i & 7)] = block[i]!;
    }
  }
}

/** The orthonormal DCT-II of eight samples: BASIS[k * 8 + n]. */
const BASIS = Float64Array.from({ length: 64 }, (_, i) => {
  const [k, n] = [i >> 3, i & 7];
  return (k === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * n + 1) * k * Math.PI) / 16);
});

/** Transforms the rows of a block and turns it: twice, and both axes are done. */
function alongRows(from: Float64Array, to: Float64Array, direction: 'forward' | 'back'): void {
  const [byOutput, byInput] = direction === 'forward' ? [8, 1] : [1, 8];
  for (let row = 0; row < 64; row += 8) {
    for (let output = 0; output < 8; output++) {
      let sum = 0;
      for (let input = 0; input < 8; input++) {
        sum += BASIS[output * byOutput + input * byInput]! * from[row + input]!;
      }
      to[output * 8 + (row >> 3)] = sum;
    }
  }
}

function halve({ width, height, data }: Channel): Channel {
  const half = { width: width / 2, height: height / 2 };
  const means = new Float32Array(half.width * half.height);
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const at = 2 * y * width + 2 * x;
      means[y * half.width + x] =
        (data[at]! + data[at + 1]! + data[at + width]! + data[at + width + 1]!) / 4;
    }
  }
  return { ...half, data: means };
}

function double({ width, height, data }: Channel): Channel {
  const wide = 2 * width;
  const spread = new Float32Array(4 * width * height);
  for (let i = 0; i < spread.length; i++) {
    const [y, x] = [Math.floor(i / wide) >> 1, (i % wide) >> 1];
    spread[i] = data[y * width + x]!;
  }
  return { width: wide, height: 2 * height, data: spread };
}
