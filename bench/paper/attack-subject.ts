import { galleryAim } from '../../src/engine/attack/aims/gallery-aim';
import type { FaceAttack } from '../../src/engine/attack/attack-face';
import { attackFace } from '../../src/engine/attack/attack-face';
import type { Pixels } from '../../src/engine/attack/transforms/resample';
import type { FloatMap } from '../../src/engine/geometry/float-map';
import { JND_MODELS } from '../../src/engine/jnd/jnd-models';
import { jndOfRegion } from '../../src/engine/jnd/jnd-of-region';
import type { Photo } from '../../src/engine/photo';
import type { AttackMode } from '../../src/engine/protect-types';
import type { Recogniser } from '../../src/engine/recognise/recogniser';
import { seededRandom } from '../../src/engine/seeded-random';
import type { Method } from './methods';
import type { Quality } from './quality';
import { qualityAgainst } from './quality';
import type { Subject } from './subject';
import { galleryOf, patchOf } from './subject';

/** The J of the paper's losses and of the share over J. */
export const JND = 'chou-li';

/** How one method did at one moment. */
export interface Outcome extends Quality {
  readonly success: boolean;
  readonly steps: number;
  /** Of the attack alone, success checks included. */
  readonly seconds: number;
}

export interface Attacked {
  /** At the end of the method's own setting. */
  readonly own: Outcome;
  /** At its first success; at its last step where it has none. */
  readonly atSuccess: Outcome;
  /** The image at its first success. */
  readonly image: Photo;
}

/** What all attacks on one subject share; made once. */
export interface PreparedSubject {
  readonly subject: Subject;
  readonly original: Pixels;
  readonly photo: Photo;
  readonly jnd: FloatMap;
  readonly gallery: readonly Float32Array[];
  readonly measure: (image: Photo) => Quality;
}

export async function prepareSubject(
  subject: Subject,
  prototypes: readonly (readonly number[])[],
): Promise<PreparedSubject> {
  const original = patchOf(subject);
  const photo = quantised(original);
  const whole = [0, 0, subject.size, subject.size] as const;
  const jnd = await jndOfRegion(photo, whole, JND_MODELS[JND]);
  const gallery = galleryOf(subject, prototypes);
  const measure = qualityAgainst(photo, subject.box, jnd);
  return { subject, original, photo, jnd, gallery, measure };
}

/**
 * One attack, looked at twice: when its criterion is first met on the image in whole levels, and at
 * the end of its own setting. It ends after both, or at `maxSteps`.
 */
export async function attackSubject(
  prepared: PreparedSubject,
  recogniser: Recogniser,
  method: Method,
  mode: AttackMode,
  maxSteps: number,
  seed: number,
): Promise<Attacked> {
  const { subject, original, jnd, gallery } = prepared;
  const identity = mode === 'targeted' ? subject.target : subject.identity;
  const aim = galleryAim(recogniser, gallery, mode, identity);
  const recipe = method.recipe(original, jnd.data, mode);
  const attack = attackFace(original, recipe, [aim], seededRandom(seed));
  const { ownSteps } = method;
  let seconds = 0;
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    seconds += (performance.now() - started) / 1000;
    return result;
  };
  const look = (success: boolean): Looked => {
    const image = imageOf(prepared, attack);
    return {
      image,
      outcome: { success, steps: attack.steps, seconds, ...prepared.measure(image) },
    };
  };
  try {
    let first: Looked | undefined;
    let own: Looked | undefined;
    while (attack.steps < maxSteps) {
      await timed(() => attack.step());
      const atOwnEnd = attack.steps === ownSteps;
      // After the first success the criterion is asked again only where the setting ends.
      if (!first || atOwnEnd) {
        const success = await timed(() => attack.isReached(0));
        const looked = success || atOwnEnd ? look(success) : undefined;
        if (success) first ??= looked;
        if (atOwnEnd) own = looked;
      }
      if (first && (ownSteps === undefined || own)) break;
      if (attack.steps % attack.stepsPerAttempt === 0) attack.relax();
    }
    const last = first ?? look(false);
    return { own: (own ?? last).outcome, atSuccess: last.outcome, image: last.image };
  } finally {
    attack.dispose();
    aim.dispose();
  }
}

interface Looked {
  readonly image: Photo;
  readonly outcome: Outcome;
}

/** X + P in whole levels, as embedQuantised sees it. */
export function imageOf({ original }: PreparedSubject, attack: FaceAttack): Photo {
  const delta = attack.read();
  return quantised({ ...original, data: original.data.map((value, i) => value + delta[i]!) });
}

function quantised({ width, height, data }: Pixels): Photo {
  const levels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let k = 0; k < 3; k++) levels[pixel * 4 + k] = Math.round(data[pixel * 3 + k]! * 255);
  }
  return { width, height, data: levels };
}
