import type { PlatformId } from '../../src/shared/platforms';
import { PLATFORM_IDS } from '../../src/shared/platforms';
import { bootstrapInterval } from '../support/bootstrap';
import type { Matcher, Rate, Thresholds } from './matcher';
import { RATES } from './matcher';
import type { Mate, Subject, SubjectPair, Version } from './pairs';
import { pairsAmong, pairsOf } from './pairs';
import type { Packed } from './packed';
import { PLATFORMS } from './platforms';
import type { Share } from './rates';
import { byPerson, protectionRate, shareOfPeople } from './rates';
import { bestOfEach, searchRanks } from './search-ranks';

/** What all settings are measured against. */
export interface Context {
  readonly matchers: readonly Matcher[];
  readonly mates: readonly Mate[];
  /** One clean photo of each person of lfw. */
  readonly distractors: readonly { readonly person: string; readonly plain: Packed }[];
  /** By matcher id: thresholds of its adaptive form. */
  readonly adaptive: ReadonlyMap<string, Thresholds>;
  /** By matcher id: thresholds that give its rates through our own detector and alignment. */
  readonly here: ReadonlyMap<string, Thresholds>;
  readonly seed: number;
}

export const RANKS = [1, 10] as const;

/** Parts of the attacked photos of which rates are told; the first three of every version. */
const GROUPS: readonly (readonly [name: string, holds: (subject: Subject) => boolean])[] = [
  ['all', () => true],
  ['lfw', ({ photo }) => photo.set === 'lfw'],
  ['faces', ({ photo }) => photo.set === 'faces'],
  ['verdict good', ({ delivered }) => delivered],
  ['face < 64 px', (subject) => sizeOf(subject) < 64],
  ['face 64 to 160 px', (subject) => sizeOf(subject) >= 64 && sizeOf(subject) <= 160],
  ['face > 160 px', (subject) => sizeOf(subject) > 160],
];

export interface GroupRate {
  readonly matcher: string;
  readonly rate: Rate;
  readonly version: Version;
  readonly group: string;
  /** At the thresholds that came with the matcher, and at those that give its rates here. */
  readonly psr: Share;
  readonly psrHere: Share;
}

export interface Mean {
  readonly of: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly worst: number;
}

export interface Measured {
  readonly rates: readonly GroupRate[];
  /** After each of the product's platforms; empty where not all of them were looked at. */
  readonly sites: readonly GroupRate[];
  /** Share of the pairs that matched when clean and still match when both photos are protected. */
  readonly linked: readonly {
    readonly matcher: string;
    readonly rate: Rate;
    readonly still: Share;
    /** Share of the pairs of strangers that match when both are protected. */
    readonly strangers: Share;
  }[];
  /**
   * Share of the searches that find the person among the first `rank`: where one other photo of the
   * person is known (a search for each), and where all of them are.
   */
  readonly searches: readonly {
    readonly matcher: string;
    readonly known: 'one photo' | 'all others';
    readonly rank: number;
    readonly before: Share;
    readonly after: Share;
  }[];
  readonly quality: readonly {
    readonly group: string;
    readonly psnr: Mean;
    readonly ssim: Mean;
    /** PSNR of the whole photo. */
    readonly whole: Mean;
  }[];
  /** Subject and version in which the face is not found again: counted as not protected. */
  readonly lost: readonly (readonly [subject: string, version: string])[];
}

export function measure(subjects: readonly Subject[], context: Context): Measured {
  const { matchers, mates, distractors, seed } = context;
  const rates: GroupRate[] = [];
  for (const matcher of matchers) {
    for (const version of [...PLATFORMS, 'adaptive'] as const) {
      const pairs = pairsOf(subjects, mates, version, matcher.id);
      const groups = version === PLATFORMS[0] ? GROUPS : GROUPS.slice(0, 3);
      for (const [group, holds] of groups) {
        const some = pairs.filter(({ subject }) => holds(subject));
        rates.push(...ratesOf(some, matcher, version, group, context));
      }
    }
  }
  const sites = matchers.flatMap((matcher) =>
    sitesSeen(subjects).flatMap((id) =>
      ratesOf(pairsOf(subjects, mates, id, matcher.id), matcher, id, 'all', context),
    ),
  );
  const linked = matchers.flatMap(({ id, thresholds }) => {
    const pairs = pairsAmong(subjects, PLATFORMS[0], id);
    const others = pairsAmong(subjects, PLATFORMS[0], id, 'strangers');
    return RATES.map((rate) => {
      const matched = pairs.filter(({ before }) => before >= thresholds[rate]);
      const matches = ({ after }: SubjectPair): boolean => after >= thresholds[rate];
      const still = shareOfPeople(matched, matches, seed);
      const strangers = shareOfPeople(others, matches, seed);
      return { matcher: id, rate, still, strangers };
    });
  });
  const searches = matchers.flatMap(({ id }) => {
    const ranked = searchRanks(subjects, mates, distractors, id);
    const ways = [['one photo', ranked] as const, ['all others', bestOfEach(ranked)] as const];
    return ways.flatMap(([known, ranks]) =>
      RANKS.map((rank) => ({
        matcher: id,
        known,
        rank,
        before: shareOfPeople(ranks, ({ before }) => before <= rank, seed),
        after: shareOfPeople(ranks, ({ after }) => after <= rank, seed),
      })),
    );
  });
  const quality = GROUPS.slice(0, 4).map(([group, holds]) => {
    const some = subjects.filter(holds);
    return {
      group,
      psnr: meanOf(some, ({ after }) => after.face.psnr, seed),
      ssim: meanOf(some, ({ after }) => after.face.ssim, seed),
      whole: meanOf(some, ({ after }) => after.whole.psnr, seed),
    };
  });
  const lost = subjects.flatMap(({ photo, after }) =>
    Object.entries(after.platforms).flatMap(([version, { found }]) =>
      found ? [] : [[photo.id, version] as const],
    ),
  );
  return { rates, sites, linked, searches, quality, lost };
}

/** All of the product's platforms, or none where a subject was not looked at after one. */
function sitesSeen(subjects: readonly Subject[]): readonly PlatformId[] {
  const isSeen = ({ clean, after }: Subject): boolean =>
    PLATFORM_IDS.every((id) => clean.platforms[id] && after.platforms[id]);
  return subjects.length > 0 && subjects.every(isSeen) ? PLATFORM_IDS : [];
}

function ratesOf(
  pairs: readonly SubjectPair[],
  matcher: Matcher,
  version: Version,
  group: string,
  { adaptive, here, seed }: Context,
): GroupRate[] {
  const own = version === 'adaptive' ? adaptive.get(matcher.id) : undefined;
  const [came, found] = [own ?? matcher.thresholds, own ?? here.get(matcher.id)!];
  return RATES.map((rate) => ({
    matcher: matcher.id,
    rate,
    version,
    group,
    psr: protectionRate(pairs, came[rate], seed),
    psrHere: protectionRate(pairs, found[rate], seed),
  }));
}

/** Longer side of the tight box, pixels. */
export function sizeOf({ photo }: Subject): number {
  return Math.max(photo.face.box[2], photo.face.box[3]);
}

/** Mean over photos, interval over people; photos without a value (identical: no PSNR) are left out. */
function meanOf(
  subjects: readonly Subject[],
  value: (subject: Subject) => number | null,
  seed: number,
): Mean {
  const values = subjects.flatMap((subject) => {
    const one = value(subject);
    return one === null ? [] : [{ person: subject.photo.person, one }];
  });
  if (values.length === 0) return { of: 0, mean: NaN, low: NaN, high: NaN, worst: NaN };
  const mean = (groups: readonly (readonly { readonly one: number }[])[]): number => {
    const all = groups.flat();
    return all.reduce((sum, { one }) => sum + one, 0) / all.length;
  };
  const people = byPerson(values);
  const [low, high] = bootstrapInterval(people, mean, seed);
  const worst = Math.min(...values.map(({ one }) => one));
  return { of: values.length, mean: mean(people), low, high, worst };
}
