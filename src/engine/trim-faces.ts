import { shortfall } from './criterion/reached';
import type { Delivery } from './deliver-faces';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import { failureOf, isProtected, missing } from './open-face';
import { releasePixels } from './release-pixels';

/** Deliveries that may be spent on smaller changes; the last one only puts together what held. */
const TRIALS = 4;
/** How close to its limit a face is good enough, and where it is aimed at; units of similarity. */
const CLOSE = 0.012;
const AIM = 0.004;

/** A share of a face's perturbation and what was missing with it in a delivered file. */
interface Trial {
  readonly share: number;
  readonly missing: number;
}

interface Trimmed {
  readonly face: OpenFace;
  /** The smallest share that held, with its measurement, and the largest that did not. */
  held: Trial;
  failed: Trial;
}

/**
 * Makes finished perturbations as small as protection allows: the attack stops a little below the
 * limit, and each face's perturbation is scaled down to just below it, measured like everything
 * else on delivered files. In `first` every face holds; so does it in the delivery that comes back,
 * with the faces' shares and measurements; the pictures of the others are released. A scaled
 * perturbation stays in its budget. `deliver` encodes, decodes and measures the faces at their
 * shares.
 */
export async function trimFaces(
  first: Delivery,
  open: readonly OpenFace[],
  models: EngineModels,
  deliver: () => Promise<Delivery>,
): Promise<Delivery> {
  const unchanged = missingUnchanged(models);
  const trimmed = open.map((face): Trimmed => ({
    face,
    held: { share: face.share, missing: missing(face.measurement, models) },
    failed: { share: 0, missing: unchanged },
  }));
  let best = first;
  let kept = statesOf(open);
  for (let trial = 1; trial <= TRIALS; trial++) {
    for (const one of trimmed) one.face.share = trial < TRIALS ? nextShare(one) : one.held.share;
    if (open.every(({ share }, i) => share === kept[i]?.share)) break;
    const delivery = await deliver();
    for (const one of trimmed) judge(one, models);
    const holds = open.every((face) => isProtected(face, models));
    releasePixels(holds ? best.photo : delivery.photo);
    if (!holds) continue;
    best = delivery;
    kept = statesOf(open);
  }
  for (const [i, face] of open.entries()) Object.assign(face, kept[i]);
  return best;
}

/** What a face lacks that nothing was done to. */
function missingUnchanged({ recognisers }: EngineModels): number {
  return Math.max(...recognisers.map((one) => shortfall({ toClean: 1 }, one.calibration)));
}

function statesOf(open: readonly OpenFace[]): Pick<OpenFace, 'share' | 'measurement'>[] {
  return open.map(({ share, measurement }) => ({ share, measurement }));
}

/**
 * False position over the squared share: the cosine to the clean face has no first-order part at
 * the clean face, so that what is missing falls about as the square of the change.
 */
function nextShare({ held, failed }: Trimmed): number {
  if (held.missing >= -CLOSE) return held.share;
  const [from, to] = [failed.share ** 2, held.share ** 2];
  const part = (failed.missing + AIM) / (failed.missing - held.missing);
  return Math.sqrt(from + (to - from) * Math.min(1, Math.max(0, part)));
}

/** A face that the detector lost failed too, whatever its cosines say: half of the way, then. */
function judge(one: Trimmed, models: EngineModels): void {
  const trial = { share: one.face.share, missing: missing(one.face.measurement, models) };
  if (failureOf(one.face, models) === undefined) {
    if (trial.share < one.held.share) one.held = trial;
  } else if (trial.share > one.failed.share) {
    const isLost = trial.missing < 0;
    one.failed = isLost ? { ...trial, missing: -one.held.missing } : trial;
  }
}
