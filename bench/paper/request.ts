import { createHash } from 'node:crypto';
import type { Method } from './methods';
import type { Job, Result } from './results';
import type { Subject } from './subject';
import { MODES } from './tables';

/** Photos of `--quick`. */
const QUICK_PHOTOS = 10;

/** What follows `name` on the command line. */
export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at >= 0 ? args[at + 1] : undefined;
}

/** What stands for a place on the machine of whoever ran the bench. */
const PLACES: Readonly<Record<string, string>> = {
  '--data': 'DIR',
  '--judge': 'FILE',
  '--cache': 'DIR',
};

/** What was asked, without where the data, the judge and the cache lie. */
export function shownCommand(args: readonly string[]): string {
  return args.map((arg, i) => PLACES[args[i - 1] ?? ''] ?? arg).join(' ');
}

/** Name of the cache: one for each folder of data, and `--quick` apart from the whole. */
export function cacheName(folder: string, quick: boolean): string {
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  return quick ? `${key}-quick` : key;
}

/** `--photos 4`: the first four; `--photos p01,p03`: of these people; by default all that count. */
export function chosenPhotos(
  subjects: readonly Subject[],
  asked: string | undefined,
  quick: boolean,
): readonly Subject[] {
  if (asked === undefined) return quick ? subjects.slice(0, QUICK_PHOTOS) : subjects;
  if (/^\d+$/.test(asked)) return subjects.slice(0, Number(asked));
  const people = asked.split(',');
  return subjects.filter(({ person }) => people.includes(person));
}

/** Every method on every photo in every mode; what a photo shares is made once. */
export function jobsOf(photos: readonly Subject[], methods: readonly Method[]): Job[] {
  return photos.flatMap(({ id }) =>
    MODES.flatMap((mode) => methods.map(({ name }) => ({ method: name, mode, photo: id }))),
  );
}

/** Whether `result` is what `job` asks for. */
export function isOf({ method, mode, photo }: Result, job: Job): boolean {
  return method === job.method && mode === job.mode && photo === job.photo;
}
