import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { PhotoPyramid } from '../geometry/photo-pyramid';
import { samplePyramid } from '../geometry/photo-pyramid';
import type { Point, Similarity } from '../geometry/similarity';
import { applySimilarity } from '../geometry/similarity';
import type { FrozenNetwork } from '../network/frozen-network';
import { checkOutput } from '../network/sound-output';
import type { FivePoints } from './five-points';

/** Side of the network's square input, pixels. */
export const FACEMESH_SIZE = 192;

/** Contour of each eye in the canonical face mesh (MediaPipe, face_mesh_connections.py). */
const RIGHT_EYE = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246];
const LEFT_EYE = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466];
const NOSE_TIP = [4];
const RIGHT_MOUTH = [61];
const LEFT_MOUTH = [291];

/** Outline of the face, used for its tight box (eyes to chin, ear to ear). */
const TIGHT_BOX = [
  ...[70, 63, 105, 66, 107, 336, 296, 334, 293, 300], // brows
  ...[234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152], // right cheek to chin
  ...[377, 400, 378, 379, 365, 397, 288, 361, 323, 454], // chin to left cheek
];

export interface FaceLandmarks {
  readonly points: FivePoints;
  /** Brows to chin and cheek to cheek, photo pixels. */
  readonly outline: readonly Point[];
  /** How sure the network is that the crop holds a face, 0 to 1. */
  readonly presence: number;
}

/**
 * MediaPipe Face Mesh (Kartynnik et al. 2019, https://arxiv.org/abs/1907.06724): 468 points of
 * the face in the upright square crop that `toPhoto` describes (crop pixels, 192 a side, to photo
 * pixels). Graph outputs in order: mesh [1, 1404], presence [1, 1]. Throws EngineError
 * 'bad-model', 'non-finite'.
 */
export async function runFacemesh(
  network: FrozenNetwork,
  pyramid: PhotoPyramid,
  toPhoto: Similarity,
): Promise<FaceLandmarks> {
  const crop = samplePyramid(pyramid, toPhoto, FACEMESH_SIZE, FACEMESH_SIZE);
  const outputs = tf.tidy(() => {
    const image: Tensor4D = tf.tensor4d(crop, [1, FACEMESH_SIZE, FACEMESH_SIZE, 3]);
    return network.run(image) as Tensor2D[];
  });
  try {
    const [mesh, presence] = await Promise.all(outputs.map((output) => output.data()));
    if (mesh?.length !== 1404 || presence?.length !== 1) {
      throw new EngineError('bad-model', 'Face Mesh lacks an output');
    }
    for (const output of [mesh, presence]) checkOutput(output, 'Face Mesh');
    const mean = (indices: readonly number[]): Point => {
      let x = 0;
      let y = 0;
      for (const index of indices) {
        x += mesh[index * 3] ?? 0;
        y += mesh[index * 3 + 1] ?? 0;
      }
      return applySimilarity(toPhoto, [x / indices.length, y / indices.length]);
    };
    const points: FivePoints = [
      mean(RIGHT_EYE),
      mean(LEFT_EYE),
      mean(NOSE_TIP),
      mean(RIGHT_MOUTH),
      mean(LEFT_MOUTH),
    ];
    return { points, outline: TIGHT_BOX.map((i) => mean([i])), presence: presence[0] ?? 0 };
  } finally {
    tf.dispose(outputs);
  }
}
