import type { Random } from '../../src/engine/seeded-random';
import { seededRandom } from '../../src/engine/seeded-random';
import { option } from '../paper/request';
import type { KnownPhoto } from './people';
import type { NamedPhoto } from './photos';
import { SETS } from './photos';

/** People of lfw of whom one photo is attacked; of faces all photos are. */
const LFW_PEOPLE = 40;
/** `--quick`: so many people of each set, one photo of each. */
const QUICK_PEOPLE = 6;
/** The named subset: so many photos of each set. */
const SUBSET_OF_EACH = 15;
/** People of lfw in a wave. */
const WAVE_OF_LFW = 10;

/** The list in an order of chance (Fisher and Yates; Durstenfeld 1964). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** People whose photos are attacked, from the names of the files alone. */
export function chosenPeople(
  photos: readonly NamedPhoto[],
  quick: boolean,
  seed: number,
): Set<string> {
  const random = seededRandom(seed);
  const peopleOf = (set: NamedPhoto['set']): string[] => {
    const people = photos.filter((one) => one.set === set).map(({ person }) => person);
    return shuffled([...new Set(people)], random);
  };
  const lfw = peopleOf('lfw').slice(0, LFW_PEOPLE);
  const faces = peopleOf('faces');
  return new Set(
    quick ? [...lfw.slice(0, QUICK_PEOPLE), ...faces.slice(0, QUICK_PEOPLE)] : [...lfw, ...faces],
  );
}

/**
 * The photos that are attacked: of people who have another photo in which their face is found, one
 * photo by chance of each; of faces all of them, but for `quick`.
 */
export function chosenSubjects(
  known: readonly KnownPhoto[],
  people: ReadonlySet<string>,
  quick: boolean,
  seed: number,
): KnownPhoto[] {
  const random = seededRandom(seed + 1);
  return [...people].flatMap((person) => {
    const photos = known.filter((one) => one.person === person);
    if (photos.length < 2) return [];
    const all = photos[0]!.set === 'faces' && !quick;
    return all ? photos : shuffled(photos, random).slice(0, 1);
  });
}

/** The subset on which settings are compared, of each set in turn, so that its beginning holds both. */
export function subsetOf(subjects: readonly KnownPhoto[], seed: number): KnownPhoto[] {
  const [lfw, faces] = SETS.map((set) => everyoneFirst(subjects, set, seed + 2));
  return Array.from({ length: SUBSET_OF_EACH }, (_, i) => [lfw![i], faces![i]])
    .flat()
    .filter((photo) => photo !== undefined);
}

/**
 * `--photos 4`: the first of the subset; `--photos ID,ID`: these; `--waves 1`: those of the first
 * wave; by default all.
 */
export function narrowed(
  subjects: readonly KnownPhoto[],
  args: readonly string[],
  seed: number,
): readonly KnownPhoto[] {
  const waves = option(args, '--waves');
  if (waves !== undefined) return inWaves(subjects, seed).slice(0, Number(waves)).flat();
  const asked = option(args, '--photos');
  if (asked === undefined) return subjects;
  if (/^\d+$/.test(asked)) return subsetOf(subjects, seed).slice(0, Number(asked));
  const ids = asked.split(',');
  return subjects.filter(({ id }) => ids.includes(id));
}

/**
 * What is attacked first, in all settings, and what then, each a balanced choice: some people of lfw
 * and one photo of everyone of faces; as many and a second photo; the rest.
 */
export function inWaves(subjects: readonly KnownPhoto[], seed: number): KnownPhoto[][] {
  const people = new Set(subjects.filter(({ set }) => set === 'faces').map((one) => one.person));
  const lfw = everyoneFirst(subjects, 'lfw', seed + 2);
  const faces = everyoneFirst(subjects, 'faces', seed + 2);
  const wave = (number: number, end = number + 1): KnownPhoto[] => [
    ...lfw.slice(number * WAVE_OF_LFW, end * WAVE_OF_LFW),
    ...faces.slice(number * people.size, end * people.size),
  ];
  return [wave(0), wave(1), wave(2, Infinity)];
}

/** Photos of one set in an order of chance, of every person one before a second of anyone. */
function everyoneFirst(
  subjects: readonly KnownPhoto[],
  set: NamedPhoto['set'],
  seed: number,
): KnownPhoto[] {
  const taken = new Map<string, number>();
  const own = subjects.filter((one) => one.set === set);
  const order = shuffled(own, seededRandom(seed)).map((subject) => {
    const turn = taken.get(subject.person) ?? 0;
    taken.set(subject.person, turn + 1);
    return { subject, turn };
  });
  return order.sort((a, b) => a.turn - b.turn).map(({ subject }) => subject);
}
