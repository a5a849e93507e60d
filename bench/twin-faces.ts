import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { boxInPatch } from '../src/engine/align/box-in-patch';
import { PATCH_FRAME, placePatch, readPatch } from '../src/engine/align/canonical-patch';
import { mapInPatch } from '../src/engine/align/map-in-patch';
import { cropToFrame, frameToPhoto } from '../src/engine/align/align-face';
import { composeSimilarity, invertSimilarity } from '../src/engine/geometry/similarity';
import { jndOfRegion } from '../src/engine/jnd/jnd-of-region';
import { JND_MODELS } from '../src/engine/jnd/jnd-models';
import { seededRandom } from '../src/engine/seeded-random';
import { option } from './paper/request';
import { dataFolder } from './support/data-folder';
import { answerJobs } from './support/job-pool';
import { ResultFile } from './support/result-file';
import { cachePlace } from './transfer/cache-place';
import { chosenPeople, shuffled } from './transfer/choose';
import { gatherClean } from './transfer/gather';
import { KeptWork } from './transfer/kept-work';
import { unpack } from './transfer/packed';
import type { KnownPhoto } from './transfer/people';
import { knownPhotos } from './transfer/people';
import type { SetName } from './transfer/photos';
import { photosIn, readNamed, SETS } from './transfer/photos';
import { toolsInNode } from './transfer/prepare';
import type { Job, Result } from './transfer/work';
import { doJob, keyOf } from './transfer/work';

/**
 * The faces on which bench/reference/levers_twin.py compares levers, into `--out DIR`, from
 * `--data DIR`: 64 people of lfw that no other bench of transfer attacks, one photo of each, and up
 * to three photos of everyone of faces/. Per face in SET.bin, bytes: the patch, J by each model in
 * quarters of a level, and 1 in the tight box; meta.json: embeddings of it and of the person's other
 * photos, and the mean embedding.
 */
const SEED = 20_260_101;
const PEOPLE_OF_LFW = 64;
const PHOTOS_OF_FACES = 3;
/** One side for all of a set, so that they go through the networks together. */
const SIDES: Readonly<Record<SetName, number>> = { lfw: 160, faces: 320 };
const MODELS = ['yang', 'chou-li', 'wu'] as const;
const WORKER = '--worker=';

const args = process.argv.slice(2);
const folder = dataFolder(process.argv);
const out = option(args, '--out');
if (folder === undefined || out === undefined) {
  process.stderr.write('Pass --data DIR with faces/ and lfw/, and --out DIR\n');
  process.exit(2);
}
const ofParent = args.find((arg) => arg.startsWith(WORKER))?.slice(WORKER.length);
const cache = ofParent ?? cachePlace('transfer', folder, args);

if (ofParent !== undefined) answerJobs(startWorker());
else await main(out);

function startWorker(): (job: Job) => Promise<Result> {
  const ready = toolsInNode(cache);
  return async (job) => doJob(job, await ready);
}

async function main(place: string): Promise<void> {
  const { engine, codecs } = await toolsInNode(cache);
  const ids = engine.recognisers.map(({ id }) => id);
  const work = new KeptWork<Job, Result>({
    file: new ResultFile<Result>(join(cache, 'results.jsonl')),
    keyOf,
    processes: 2,
    argument: WORKER + cache,
  });
  const all = photosIn(folder!);
  const known = knownPhotos(all, await gatherClean(work, all), ids);
  const subjects = chosenFaces(known, chosenPeople(all, false, SEED));
  const embeddings = (photos: readonly KnownPhoto[], id: string): number[][] =>
    photos.map(({ face }) => [...unpack(face.plain[id]!)]);
  await mkdir(place, { recursive: true });
  for (const set of SETS) {
    const parts: Uint8Array[] = [];
    for (const subject of subjects.filter((one) => one.set === set)) {
      const { photo } = await readNamed(subject, codecs);
      parts.push(...(await bytesOf(photo, subject.face, SIDES[set])));
    }
    await writeFile(join(place, `${set}.bin`), Buffer.concat(parts));
  }
  const meta = subjects.map(({ id, set, person, face }) => {
    const others = known.filter((one) => one.person === person && one.id !== id);
    return {
      id,
      set,
      person,
      plain: Object.fromEntries(ids.map((one) => [one, [...unpack(face.plain[one]!)]])),
      mates: Object.fromEntries(ids.map((one) => [one, embeddings(others, one)])),
    };
  });
  const ofLfw = known.filter(({ set }) => set === 'lfw');
  const centre = Object.fromEntries(ids.map((id) => [id, meanOf(embeddings(ofLfw, id))]));
  await writeFile(join(place, 'meta.json'), JSON.stringify({ meta, centre }));
  process.stdout.write(`${String(subjects.length)} faces in ${place}\n`);
}

function chosenFaces(known: readonly KnownPhoto[], benched: ReadonlySet<string>): KnownPhoto[] {
  const random = seededRandom(99);
  const peopleOf = (set: SetName): string[] => [
    ...new Set(known.filter((one) => one.set === set).map(({ person }) => person)),
  ];
  const some = (person: string, most: number): KnownPhoto[] => {
    const own = known.filter((one) => one.person === person);
    return own.length < 2 ? [] : shuffled(own, random).slice(0, most);
  };
  const free = peopleOf('lfw').filter((person) => !benched.has(person));
  return [
    ...shuffled(free, random)
      .slice(0, PEOPLE_OF_LFW)
      .flatMap((person) => some(person, 1)),
    ...peopleOf('faces').flatMap((person) => some(person, PHOTOS_OF_FACES)),
  ];
}

async function bytesOf(
  photo: Parameters<typeof placePatch>[0],
  { box, points }: KnownPhoto['face'],
  side: number,
): Promise<Uint8Array[]> {
  const toPhoto = composeSimilarity(frameToPhoto(points), cropToFrame(PATCH_FRAME, side));
  const placed = placePatch(photo, points);
  const patch = { ...placed, size: side, toPhoto, fromPhoto: invertSimilarity(toPhoto) };
  const maps: Uint8Array[] = [];
  for (const model of MODELS) {
    const map = await jndOfRegion(photo, patch.region, JND_MODELS[model]);
    maps.push(
      Uint8Array.from(mapInPatch(map, patch), (j) => Math.min(255, Math.round(j * 255 * 4))),
    );
  }
  const pixels = Uint8Array.from(readPatch(photo, patch), (value) => Math.round(value * 255));
  return [pixels, ...maps, Uint8Array.from(boxInPatch(box, patch))];
}

function meanOf(rows: readonly (readonly number[])[]): number[] {
  return rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
}
