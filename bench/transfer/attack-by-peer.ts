import * as tf from '@tensorflow/tfjs-core';
import { placePatch, readPatch } from '../../src/engine/align/canonical-patch';
import { pairAim } from '../../src/engine/attack/aims/pair-aim';
import { attackFace } from '../../src/engine/attack/attack-face';
import { pasteDelta } from '../../src/engine/attack/paste-delta';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Photo } from '../../src/engine/photo';
import { embedFace } from '../../src/engine/recognise/embed-face';
import { seededRandom } from '../../src/engine/seeded-random';
import type { CleanFace } from './clean-photo';
import { peerOf } from './peers';
import type { PeerSetting } from './settings';

/**
 * The person's face alone, by a peer's method on our seams: the same patch, losses, balance of the
 * recognisers and way back into the photo, with the peer's steps, budget and diversity. It takes
 * all of its steps, as the peers do; nothing is trimmed.
 */
export async function attackByPeer(
  photo: Photo,
  { points }: CleanFace,
  models: EngineModels,
  peer: PeerSetting,
  seed: number,
): Promise<Photo> {
  const patch = placePatch(photo, points);
  const original = tf.tensor3d(readPatch(photo, patch), [patch.size, patch.size, 3]);
  const { recipe, seenBy } = peerOf(peer, original, seed);
  const aims = [];
  for (const recogniser of models.recognisers) {
    aims.push(pairAim(seenBy(recogniser), await embedFace(photo, points, recogniser)));
  }
  const attack = attackFace(original, recipe, aims, seededRandom(seed));
  try {
    while (attack.steps < peer.steps) await attack.step();
    const attacked = { ...photo, data: photo.data.slice() };
    pasteDelta(attacked, photo, patch, await attack.read(), undefined);
    return attacked;
  } finally {
    attack.dispose();
    for (const aim of aims) aim.dispose();
    original.dispose();
  }
}
