import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Photo } from '../../src/engine/photo';
import { attackAlone } from './attack-alone';
import type { CleanFace } from './clean-photo';
import { peerOf } from './peers';
import type { PeerSetting } from './settings';

/** The person's face by a peer's method, with the peer's steps, budget and diversity. */
export function attackByPeer(
  photo: Photo,
  face: CleanFace,
  models: EngineModels,
  peer: PeerSetting,
  seed: number,
): Promise<Photo> {
  const way = (original: Parameters<typeof peerOf>[1]) =>
    Promise.resolve(peerOf(peer, original, seed));
  return attackAlone(photo, face, models, way, peer.steps, seed);
}
