import type { Seen } from './look-at-file';
import type { Packed } from './packed';
import { cosine } from './packed';
import type { Mate, Subject } from './pairs';
import { versionOf } from './pairs';
import type { OfPerson } from './rates';

/** Where a search with one photo finds another one of the same person; 1 is the first place. */
export interface Ranked extends OfPerson {
  /** Id of the photo that is searched with. */
  readonly photo: string;
  readonly before: number;
  readonly after: number;
}

/** Place of `mate` when those at least as similar stand before it: 1 or more. */
export function rankOf(mate: number, distractors: readonly number[]): number {
  return 1 + distractors.filter((distractor) => distractor >= mate).length;
}

/**
 * Searches with the clean and with the attacked photo, as delivered, for each other photo of the
 * person among the `distractors`, one photo of each other person. The better place of the alignments
 * counts, and the first when the face is not found again.
 */
export function searchRanks(
  subjects: readonly Subject[],
  mates: readonly Mate[],
  distractors: readonly { readonly person: string; readonly plain: Packed }[],
  matcher: string,
): Ranked[] {
  return subjects.flatMap(({ photo, clean, after }) => {
    const { person, id } = photo;
    const strangers = distractors.filter((one) => one.person !== person);
    const place = (seen: Seen, mate: Packed): number =>
      Math.min(
        ...seen.views.map((view) =>
          rankOf(
            cosine(view, mate, matcher),
            strangers.map(({ plain }) => cosine(view, plain, matcher)),
          ),
        ),
      );
    const before = versionOf(clean, 'as delivered');
    const attacked = versionOf(after, 'as delivered');
    return mates
      .filter((mate) => mate.photo.person === person && mate.photo.id !== id)
      .map(({ photo: { face } }): Ranked => ({
        person,
        photo: id,
        before: place(before, face.plain),
        after: attacked.found ? place(attacked, face.plain) : 1,
      }));
  });
}

/** One search for each photo, which ends at the first of the person's others. */
export function bestOfEach(ranked: readonly Ranked[]): Ranked[] {
  const best = new Map<string, Ranked>();
  for (const one of ranked) {
    const { before, after } = best.get(one.photo) ?? one;
    best.set(one.photo, {
      ...one,
      before: Math.min(before, one.before),
      after: Math.min(after, one.after),
    });
  }
  return [...best.values()];
}
