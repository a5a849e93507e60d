import type { CleanPhoto } from './clean-photo';
import type { KeptWork } from './kept-work';
import type { LookedAt } from './look-at-file';
import type { Matcher } from './matcher';
import { cosine } from './packed';
import type { Mate, Subject } from './pairs';
import type { KnownPhoto } from './people';
import type { NamedPhoto } from './photos';
import { PLATFORMS } from './platforms';
import { thresholdsFrom } from './rates';
import type { Setting } from './settings';
import type { AttackResult, Job, LookResult, Result } from './work';
import { keyOf } from './work';

export type Work = KeptWork<Job, Result>;

/** Every photo as it is. */
export async function gatherClean(
  work: Work,
  photos: readonly NamedPhoto[],
): Promise<CleanPhoto[]> {
  const jobs = photos.map((photo): Job => ({ kind: 'clean', photo }));
  const results = await work.through('clean photos', jobs);
  return results.filter((result) => result.kind === 'clean');
}

/**
 * Looks at the clean photos of the people that are attacked, and at those of `strangers`; at the
 * subjects on every platform.
 */
export async function gatherCleanLooks(
  work: Work,
  known: readonly KnownPhoto[],
  subjects: readonly KnownPhoto[],
  strangers: readonly KnownPhoto[],
): Promise<Map<string, LookedAt>> {
  const people = new Set(subjects.map(({ person }) => person));
  const attacked = new Set(subjects.map(({ id }) => id));
  const photos = known.filter((one) => people.has(one.person) || strangers.includes(one));
  const jobs = photos.map((subject): Job => {
    const platforms = attacked.has(subject.id) ? PLATFORMS : PLATFORMS.slice(0, 1);
    return { kind: 'look', subject, platforms };
  });
  const looks = (await work.through('clean looks', jobs)) as LookResult[];
  return new Map(looks.map((look) => [look.subject, look] as const));
}

/** The clean photos that were looked at: attacked ones are compared with those of their person. */
export function matesOf(
  known: readonly KnownPhoto[],
  looks: ReadonlyMap<string, LookedAt>,
): Mate[] {
  return known.flatMap((photo) => {
    const adaptive = looks.get(photo.id)?.adaptive.views[0];
    return adaptive ? [{ photo, adaptive }] : [];
  });
}

/** One photo of each person of lfw, the first in which the face was found. */
export function firstsOf(known: readonly KnownPhoto[]): KnownPhoto[] {
  const first = new Map<string, KnownPhoto>();
  for (const photo of known) {
    if (photo.set === 'lfw' && !first.has(photo.person)) first.set(photo.person, photo);
  }
  return [...first.values()];
}

/** Thresholds of the adaptive matchers, from the pairs of different people of lfw among the mates. */
export function adaptiveThresholds(matchers: readonly Matcher[], mates: readonly Mate[]) {
  const lfw = mates.filter(({ photo }) => photo.set === 'lfw');
  const pairs = lfw.flatMap((one, i) =>
    lfw
      .slice(i + 1)
      .filter((other) => other.photo.person !== one.photo.person)
      .map((other) => [one, other] as const),
  );
  const byMatcher = new Map(
    matchers.map(({ id }) => {
      const cosines = pairs.map(([a, b]) => cosine(a.adaptive, b.adaptive, id));
      return [id, thresholdsFrom(cosines)] as const;
    }),
  );
  return { impostors: pairs.length, byMatcher };
}

type Kept<One> = One & Pick<Result, 'key'>;

export interface AttackedSubjects {
  readonly setting: Setting;
  readonly subjects: readonly Subject[];
  readonly attacks: readonly AttackResult[];
}

/**
 * Attacks what has not been attacked, looks at what has not been looked at: each setting on each
 * photo. Where nothing is to be done, only what was attacked and looked at comes back.
 */
export async function gatherSettings(
  work: Work,
  photos: readonly KnownPhoto[],
  clean: ReadonlyMap<string, LookedAt>,
  settings: readonly Setting[],
): Promise<AttackedSubjects[]> {
  const all = settings.flatMap((setting) => photos.map((subject) => ({ subject, setting })));
  const attacks = (await work.through(
    'attacks',
    all.map((one): Job => ({ kind: 'attack', ...one })),
  )) as Kept<AttackResult>[];
  const made = new Set(attacks.map(({ key }) => key));
  const attacked = all.filter((one) => made.has(keyOf({ kind: 'attack', ...one })));
  const looks = (await work.through(
    'looks',
    attacked.map((one): Job => lookJob(one.subject, one.setting)),
  )) as Kept<LookResult>[];
  const attackOf = new Map(attacks.map((one) => [one.key, one] as const));
  const lookOf = new Map(looks.map((one) => [one.key, one] as const));
  return settings.map((setting) => {
    const measured = photos.flatMap((photo) => {
      const attack = attackOf.get(keyOf({ kind: 'attack', subject: photo, setting }));
      const after = lookOf.get(keyOf(lookJob(photo, setting)));
      const before = clean.get(photo.id);
      return attack && after && before ? [{ photo, attack, after, clean: before }] : [];
    });
    return {
      setting,
      subjects: measured.map(({ attack, ...one }): Subject => ({
        ...one,
        delivered: attack.delivered,
      })),
      attacks: measured.map(({ attack }) => attack),
    };
  });
}

function lookJob(subject: KnownPhoto, setting: Setting): Job {
  return { kind: 'look', subject, setting, platforms: PLATFORMS };
}
