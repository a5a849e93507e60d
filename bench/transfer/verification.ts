import type { Matcher, Rate, Thresholds } from './matcher';
import { RATES } from './matcher';
import { cosine } from './packed';
import type { KnownPhoto } from './people';
import type { SetName } from './photos';
import type { OfPerson, Share } from './rates';
import { shareOfPeople, thresholdsFrom } from './rates';

interface CleanPair extends OfPerson {
  readonly similarity: number;
}

/** How a matcher does on clean photos: whether its thresholds hold through our own alignment. */
export interface Verification {
  readonly matcher: string;
  readonly set: SetName;
  readonly rate: Rate;
  readonly threshold: number;
  readonly trueAccepts: Share;
  readonly falseAccepts: number;
  readonly impostors: number;
}

/** Every pair of photos of one set, at each of the matcher's own thresholds. */
export function verify(
  known: readonly KnownPhoto[],
  set: SetName,
  matcher: Matcher,
  seed: number,
): Verification[] {
  const { genuine, impostor } = pairsIn(known, set, matcher);
  return RATES.map((rate) => {
    const threshold = matcher.thresholds[rate];
    return {
      matcher: matcher.id,
      set,
      rate,
      threshold,
      trueAccepts: shareOfPeople(genuine, ({ similarity }) => similarity >= threshold, seed),
      falseAccepts: impostor.filter((similarity) => similarity >= threshold).length,
      impostors: impostor.length,
    };
  });
}

/** The cosines of lfw that give the matcher's rates through our own detector and alignment. */
export function thresholdsHere(known: readonly KnownPhoto[], matcher: Matcher): Thresholds {
  return thresholdsFrom(pairsIn(known, 'lfw', matcher).impostor);
}

function pairsIn(known: readonly KnownPhoto[], set: SetName, { id }: Matcher) {
  const photos = known.filter((one) => one.set === set);
  const genuine: CleanPair[] = [];
  const impostor: number[] = [];
  photos.forEach((one, i) => {
    for (const other of photos.slice(i + 1)) {
      const similarity = cosine(one.face.plain, other.face.plain, id);
      if (one.person === other.person) genuine.push({ person: one.person, similarity });
      else impostor.push(similarity);
    }
  });
  return { genuine, impostor };
}
