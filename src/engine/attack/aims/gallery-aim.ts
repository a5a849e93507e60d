import * as tf from '@tensorflow/tfjs-core';
import type { AttackMode } from '../../protect-types';
import { cosineSimilarity } from '../../recognise/cosine-similarity';
import type { Recogniser } from '../../recognise/recogniser';
import { galleryApproach } from '../losses/gallery-approach';
import { galleryEvasion } from '../losses/gallery-evasion';
import { GALLERY_SCALE, galleryLogits } from '../losses/gallery-logits';
import type { Aim } from './aim';

/**
 * The paper's closed set: among the `prototypes` (one embedding [d] of L2 norm 1 per identity, at
 * least two), away from identity number `identity` (`nontargeted`: it is the clean face's own) or
 * to it (`targeted`). Success is what the nearest prototype says. The clean image must not be part
 * of its own prototype. The caller disposes the aim.
 */
export function galleryAim(
  recogniser: Recogniser,
  prototypes: readonly Float32Array[],
  mode: AttackMode,
  identity: number,
): Aim {
  const gallery = tf.tensor2d(prototypes.map((prototype) => Array.from(prototype)));
  const loss = mode === 'targeted' ? galleryApproach : galleryEvasion;
  return {
    recogniser,
    term: (embedding) => loss(galleryLogits(embedding, gallery, GALLERY_SCALE), identity),
    criterion: (embedding, slack) => {
      const lead = leadOf(embedding, prototypes, identity);
      return mode === 'targeted' ? lead > slack : lead < -slack;
    },
    unit: 1,
    missing: () => -Infinity,
    dispose: () => {
      gallery.dispose();
    },
  };
}

/** By how much the cosine to one identity is above the best of the others. */
function leadOf(
  embedding: Float32Array,
  prototypes: readonly Float32Array[],
  identity: number,
): number {
  const cosines = prototypes.map((prototype) => cosineSimilarity(embedding, prototype));
  const others = cosines.filter((_, i) => i !== identity);
  return (cosines[identity] ?? NaN) - Math.max(...others);
}
