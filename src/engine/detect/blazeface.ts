import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { Point } from '../geometry/similarity';
import type { FrozenNetwork } from '../network/frozen-network';
import { checkOutput } from '../network/sound-output';

/** Side of the network's square input, pixels. */
export const BLAZEFACE_SIZE = 256;

/** One candidate in the network's input pixels. */
export interface RawFace {
  readonly box: readonly [x: number, y: number, width: number, height: number];
  /** Right eye, left eye (the person's own), nose, mouth, right ear, left ear. */
  readonly points: readonly Point[];
  /** 0 to 1. */
  readonly score: number;
}

/** Grid cells per side and anchors per cell of the two output layers, in output order. */
const GRIDS = [
  { cells: 16, perCell: 2 },
  { cells: 8, perCell: 6 },
] as const;

/**
 * BlazeFace, back camera model (Bazarevsky et al. 2019, https://arxiv.org/abs/1907.05047).
 * `tiles`: n square images, each [256 * 256 * 3] RGB in [0, 1]. Returns the candidates of each
 * tile with a score of at least `minimumScore`, before non-maximum suppression. Graph outputs in
 * order: scores and regressors of the 16-grid, then of the 8-grid. The model runs one tile at a
 * time (its reshapes fix the batch). Throws EngineError 'bad-model', 'non-finite'.
 */
export async function runBlazeface(
  network: FrozenNetwork,
  tile: Float32Array,
  minimumScore: number,
): Promise<RawFace[]> {
  const outputs = tf.tidy(() => {
    const image: Tensor4D = tf.tensor4d(tile, [1, BLAZEFACE_SIZE, BLAZEFACE_SIZE, 3]);
    // Trained on -1..1.
    return network.run(tf.sub(tf.mul(image, 2), 1)) as Tensor3D[];
  });
  try {
    const values = await Promise.all(outputs.map((output) => output.data()));
    const faces: RawFace[] = [];
    GRIDS.forEach(({ cells, perCell }, layer) => {
      const scores = values[2 * layer];
      const regressors = values[2 * layer + 1];
      if (!scores || !regressors) throw new EngineError('bad-model', 'BlazeFace lacks an output');
      for (const output of [scores, regressors]) checkOutput(output, 'BlazeFace');
      for (let index = 0; index < scores.length; index++) {
        const score = 1 / (1 + Math.exp(-(scores[index] ?? 0)));
        if (score < minimumScore) continue;
        const cell = Math.floor(index / perCell);
        const anchor: Point = [
          (((cell % cells) + 0.5) * BLAZEFACE_SIZE) / cells,
          ((Math.floor(cell / cells) + 0.5) * BLAZEFACE_SIZE) / cells,
        ];
        faces.push(decodeFace(regressors.subarray(index * 16, index * 16 + 16), anchor, score));
      }
    });
    return faces;
  } finally {
    tf.dispose(outputs);
  }
}

/** Centre, size and six points are offsets from the anchor's centre in input pixels. */
function decodeFace(raw: ArrayLike<number>, anchor: Point, score: number): RawFace {
  const at = (i: number): Point => [(raw[i] ?? 0) + anchor[0], (raw[i + 1] ?? 0) + anchor[1]];
  const [cx, cy] = at(0);
  const width = raw[2] ?? 0;
  const height = raw[3] ?? 0;
  const points = [4, 6, 8, 10, 12, 14].map(at);
  return { box: [cx - width / 2, cy - height / 2, width, height], points, score };
}
