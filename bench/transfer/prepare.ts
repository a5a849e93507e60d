import { join } from 'node:path';
import { loadModelsInNode, readModelIndex, startWasm } from '../support/engine-in-node';
import { commitHere } from '../support/machine';
import { codecsInNode } from '../support/read-photo';
import { chosenPeople, chosenSubjects } from './choose';
import type { Work } from './gather';
import { adaptiveThresholds, firstsOf, gatherClean, gatherCleanLooks, matesOf } from './gather';
import type { LookedAt } from './look-at-file';
import type { Matcher } from './matcher';
import { matcherOf } from './matcher';
import type { Context } from './measure';
import type { KnownPhoto } from './people';
import { knownPhotos, missedPhotos } from './people';
import { photosIn } from './photos';
import type { Tools } from './tools';
import { thresholdsHere } from './verification';

/** The engine on wasm, its recognisers as matchers and, after them, `judges` that it does not know. */
export async function toolsInNode(
  cache: string,
  judges: () => Promise<readonly Matcher[]> = () => Promise.resolve([]),
): Promise<Tools> {
  await startWasm();
  const engine = await loadModelsInNode(await readModelIndex());
  const matchers = [...engine.recognisers.map(matcherOf), ...(await judges())];
  return {
    engine,
    matchers,
    codecs: codecsInNode(),
    files: join(cache, 'files'),
    commit: commitHere(),
  };
}

/** Everything that is the same for all settings. */
export interface Prepared {
  readonly known: readonly KnownPhoto[];
  /** Photos without a face, or that could not be read. */
  readonly missed: readonly string[];
  /** What a whole run attacks, and what this one does. */
  readonly chosen: readonly KnownPhoto[];
  readonly subjects: readonly KnownPhoto[];
  readonly clean: ReadonlyMap<string, LookedAt>;
  readonly context: Context;
  /** Pairs that the adaptive thresholds are from. */
  readonly impostors: number;
}

export interface Wanted {
  readonly folder: string;
  readonly quick: boolean;
  /** Photos of people who are not attacked: all of them; one of each, to search among; none. */
  readonly strangers: 'all' | 'one each' | 'none';
  readonly seed: number;
  /** Of all subjects, those that this run attacks. */
  readonly narrow: (subjects: readonly KnownPhoto[]) => readonly KnownPhoto[];
}

/** Looks at the clean photos and chooses whom to attack; the same folder and seed, the same photos. */
export async function prepare(
  work: Work,
  matchers: readonly Matcher[],
  recognisers: readonly string[],
  { folder, quick, strangers, seed, narrow }: Wanted,
): Promise<Prepared> {
  const all = photosIn(folder);
  const people = chosenPeople(all, quick, seed);
  const firstIds = new Map(all.toReversed().map((photo) => [photo.person, photo.id] as const));
  const photos = all.filter(
    ({ person, id }) =>
      people.has(person) ||
      strangers === 'all' ||
      (strangers === 'one each' && firstIds.get(person) === id),
  );
  const cleanPhotos = await gatherClean(work, photos);
  const known = knownPhotos(photos, cleanPhotos, recognisers);
  const chosen = chosenSubjects(known, people, quick, seed);
  const subjects = narrow(chosen);
  const firsts = firstsOf(known);
  // Those of one wave have too few pairs of different people for thresholds of the adaptive matcher.
  const lookedAt = strangers === 'all' && subjects.length > 0 ? firsts : [];
  const clean = await gatherCleanLooks(work, known, subjects, lookedAt);
  const mates = matesOf(known, clean);
  const { impostors, byMatcher } = adaptiveThresholds(matchers, mates);
  const context: Context = {
    matchers,
    mates,
    distractors: firsts.map(({ person, face }) => ({ person, plain: face.plain })),
    adaptive: byMatcher,
    here: new Map(matchers.map((one) => [one.id, thresholdsHere(known, one)])),
    seed,
  };
  return {
    known,
    missed: missedPhotos(photos, known),
    chosen,
    subjects,
    clean,
    context,
    impostors,
  };
}
