import type { SignSettings } from '../../src/engine/attack/anchors/iterative-sign';
import { iterativeSign } from '../../src/engine/attack/anchors/iterative-sign';
import { pgd } from '../../src/engine/attack/anchors/pgd';
import { l2Momentum } from '../../src/engine/attack/optimisers/l2-momentum';
import { smallNoise } from '../../src/engine/attack/starts/uniform-noise';
import type { Pixels } from '../../src/engine/attack/transforms/resample';
import { standardNormal } from '../../src/engine/decoy/standard-normal';
import type { Random } from '../../src/engine/seeded-random';
import { seededRandom } from '../../src/engine/seeded-random';
import type { Way } from './attack-alone';
import type { Affine } from './affine-warp';
import { affineWarp } from './affine-warp';
import type { PeerSetting } from './settings';

/** What a peer does to the patch `original`. */
export function peerOf(peer: PeerSetting, original: Pixels, seed: number): Way {
  return peer.method === 'pgd' ? plainPgd(original, peer) : tipIm(original, peer, seed);
}

/** Madry et al. 2018: sign steps inside the L-infinity ball, from a random start (pgd.ts). */
function plainPgd(original: Pixels, { epsilon, steps, reach = 1 }: PeerSetting): Way {
  const recipe = pgd(original, { epsilon, stepSize: (reach * epsilon) / steps, steps });
  return { recipe, seenBy: (recogniser) => recogniser };
}

/** Steps of this times epsilon / steps, and nothing of the momentum is forgotten. */
const TIP_IM_STEP = 1.5;
const TIP_IM_DECAY = 1;

/**
 * In the style of TIP-IM (Yang et al. 2021, https://arxiv.org/abs/2003.06814; numbers of the release,
 * https://github.com/ShawnXYang/TIP-IM, run.py and input_diversify.py): momentum, L2 steps of
 * 1.5 * epsilon / 100 inside the L-infinity ball (the release's `norm` is 'l2'), and a random affine
 * map and a random rotation of the aligned input for each gradient. Without its ten targets, of which
 * it takes the nearest at each step, and its MMD term (gamma is 0 there): away from the own face,
 * as here all do. The length of a step is that of the whole patch, of which a recogniser sees 40 to
 * 49 %: on the face it is about half as long again as the release's. Starts from noise of a quarter level, where the gradient of the cosine is not 0.
 */
function tipIm(original: Pixels, { epsilon, steps }: PeerSetting, seed: number): Way {
  const settings: SignSettings = { epsilon, stepSize: (TIP_IM_STEP * epsilon) / steps, steps };
  const optimiser = l2Momentum(settings.stepSize, TIP_IM_DECAY);
  const random = seededRandom(seed ^ 0x54495049);
  return {
    recipe: iterativeSign(original, settings, smallNoise, optimiser),
    seenBy: (recogniser) => ({
      ...recogniser,
      embed: (faces) => recogniser.embed(affineWarp(faces, drawProjective(random))),
    }),
  };
}

/** Least and greatest standard deviation of the map's entries, and of the rotation in radians. */
const [LEAST, MOST] = [0.01, 0.1];

/** One draw of the release's input_diversity: entries about those of the identity, then a rotation. */
export function drawProjective(random: Random): readonly Affine[] {
  const deviation = (): number => LEAST + (MOST - LEAST) * random();
  const spread = deviation();
  const off = (): number => spread * standardNormal(random);
  const projective: Affine = [1 + off(), off(), off(), off(), 1 + off(), off()];
  const angle = deviation() * standardNormal(random);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [projective, [cos, sin, 0, -sin, cos, 0]];
}
