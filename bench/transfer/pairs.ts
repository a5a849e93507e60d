import type { LookedAt, Seen } from './look-at-file';
import type { Packed } from './packed';
import { cosine } from './packed';
import type { KnownPhoto } from './people';
import type { PlatformName } from './platforms';
import type { Pair } from './rates';

/** A photo that was attacked: looked at before, and after. */
export interface Subject {
  readonly photo: KnownPhoto;
  readonly clean: LookedAt;
  readonly after: LookedAt;
  /** Whether the product would have delivered the file. */
  readonly delivered: boolean;
}

/** A pair, and which attacked photo it is of. */
export interface SubjectPair extends Pair {
  readonly subject: Subject;
}

/** Which version of a file a matcher gets: by the plain embedding, or the adaptive one's. */
export type Version = PlatformName | 'adaptive';

/** Another photo of the subject's person, clean. */
export interface Mate {
  readonly photo: KnownPhoto;
  /** By the adaptive matchers. */
  readonly adaptive: Packed;
}

/** Every attacked photo beside every other clean photo of its person, by one matcher. */
export function pairsOf(
  subjects: readonly Subject[],
  mates: readonly Mate[],
  version: Version,
  matcher: string,
): SubjectPair[] {
  return subjects.flatMap((subject) => {
    const { person, id } = subject.photo;
    const others = mates.filter(({ photo }) => photo.person === person && photo.id !== id);
    return others.map(({ photo, adaptive }): SubjectPair => {
      const mate = version === 'adaptive' ? adaptive : photo.face.plain;
      return {
        subject,
        person,
        before: closest(versionOf(subject.clean, version), [mate], matcher),
        after: orLost(versionOf(subject.after, version), [mate], matcher),
      };
    });
  });
}

/**
 * Attacked photos of one person beside each other, or of strangers, both as they were and both
 * attacked. A pair of strangers counts for the first of the two.
 */
export function pairsAmong(
  subjects: readonly Subject[],
  version: Version,
  matcher: string,
  of: 'one person' | 'strangers' = 'one person',
): SubjectPair[] {
  return subjects.flatMap((one, i) =>
    subjects
      .slice(i + 1)
      .filter(({ photo }) => (photo.person === one.photo.person) === (of === 'one person'))
      .map((other): SubjectPair => {
        const [a, b] = [versionOf(one.after, version), versionOf(other.after, version)];
        return {
          subject: one,
          person: one.photo.person,
          before: closest(
            versionOf(one.clean, version),
            versionOf(other.clean, version).views,
            matcher,
          ),
          after: b.found ? orLost(a, b.views, matcher) : Infinity,
        };
      }),
  );
}

export function versionOf(look: LookedAt, version: Version): Seen {
  const seen = version === 'adaptive' ? look.adaptive : look.platforms[version];
  if (!seen) throw new Error(`Not looked at: ${version}`);
  return seen;
}

/** The largest cosine over the alignments of both: a misplaced one is never taken for protection. */
export function closest(seen: Seen, others: readonly Packed[], matcher: string): number {
  return Math.max(
    ...seen.views.flatMap((view) => others.map((other) => cosine(view, other, matcher))),
  );
}

/** A face that is not found again is no success: above every threshold. */
function orLost(seen: Seen, others: readonly Packed[], matcher: string): number {
  return seen.found ? closest(seen, others, matcher) : Infinity;
}
