import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import { cosineSimilarity } from '../../src/engine/recognise/cosine-similarity';
import type { Recogniser } from '../../src/engine/recognise/recogniser';
import { seededRandom } from '../../src/engine/seeded-random';
import { peopleIn } from '../support/data-folder';
import type { Person } from '../support/data-folder';
import type { Sample } from '../support/embed-people';
import { embedPeople, LFW_PADDING } from '../support/embed-people';
import { figureFace } from './figure-face';
import type { Subject } from './subject';
import { readSubject } from './subject';

/** The recogniser in the place of the paper's classifier: trained on VGGFace2, as theirs was. */
const RECOGNISER = 'faceres';

/** Who can be named, and which photos are attacked. */
export interface ClosedSet {
  /** One embedding of norm 1 per identity: lfw, the people of `faces`, the face of the figure. */
  readonly prototypes: readonly (readonly number[])[];
  readonly lfw: number;
  /** lfw identities that look like one of the attacked people: possibly the same person. */
  readonly leftOut: readonly string[];
  readonly subjects: readonly Subject[];
  /** Photos that are not attacked: no face found, or another name when clean. */
  readonly misnamed: readonly string[];
  readonly figure: Subject;
}

/** The closed set as it was made before, or made now. */
export async function readClosedSet(
  cache: string,
  make: () => Promise<ClosedSet>,
): Promise<ClosedSet> {
  if (existsSync(cache)) return JSON.parse(await readFile(cache, 'utf8')) as ClosedSet;
  const made = await make();
  await mkdir(dirname(cache), { recursive: true });
  await writeFile(cache, JSON.stringify(made));
  return made;
}

/**
 * One photo of every lfw identity, and of each person in `faces` the mean of all photos. A photo
 * that is attacked is not part of its own person's prototype, and is named correctly when clean.
 * `perPerson`: most photos of one person that are attacked.
 */
export async function makeClosedSet(
  folder: string,
  models: EngineModels,
  perPerson: number,
  seed: number,
): Promise<ClosedSet> {
  const recogniser = theRecogniser(models);
  const only: EngineModels = { ...models, recognisers: [recogniser] };
  const people = peopleIn(join(folder, 'faces'));
  const ofFaces = embeddingsOf(people, await embedPeople(people, only, 'faces', 0));
  const centres = ofFaces.map((photos) => meanDirection(photos.map(({ embedding }) => embedding)));

  const strangers = peopleIn(join(folder, 'lfw')).map((one) => firstPhoto(one));
  const ofLfw = embeddingsOf(strangers, await embedPeople(strangers, only, 'lfw', LFW_PADDING));
  const limit = recogniser.calibration.thresholds['1e-4'];
  const looksAlike = (embedding: ArrayLike<number>): boolean =>
    centres.some((centre) => cosineSimilarity(embedding, centre) >= limit);
  const gallery: number[][] = [];
  const leftOut: string[] = [];
  ofLfw.forEach((photos, i) => {
    for (const { embedding } of photos) {
      if (looksAlike(embedding)) leftOut.push(strangers[i]!.id);
      else gallery.push(Array.from(embedding));
    }
  });
  const lfw = gallery.length;
  gallery.push(...centres);
  const face = await figureFace(only, gallery.length);
  gallery.push([...face.prototype]);

  const random = seededRandom(seed);
  const drawTarget = (identity: number): number => {
    const drawn = Math.floor(random() * (gallery.length - 1));
    return drawn < identity ? drawn : drawn + 1;
  };
  const subjects: Subject[] = [];
  const misnamed: string[] = [];
  for (const [i, photos] of ofFaces.entries()) {
    let taken = 0;
    for (const { path } of photos) {
      if (taken >= perPerson || photos.length < 2) break;
      const others = photos.filter((other) => other.path !== path);
      const identity = lfw + i;
      const prototype = meanDirection(others.map(({ embedding }) => embedding));
      const id = relative(join(folder, 'faces'), path);
      const named = {
        id,
        person: people[i]!.id,
        identity,
        target: drawTarget(identity),
        prototype,
      };
      const subject = await readSubject(path, only, named, gallery);
      if (subject) {
        subjects.push(subject);
        taken += 1;
      } else misnamed.push(id);
    }
  }
  const figure = { ...face, target: drawTarget(face.identity) };
  return { prototypes: gallery, lfw, leftOut, subjects, misnamed, figure };
}

export function theRecogniser(models: EngineModels): Recogniser {
  const found = models.recognisers.find(({ id }) => id === RECOGNISER);
  if (!found) throw new Error(`No recogniser ${RECOGNISER}`);
  return found;
}

interface Embedded {
  readonly path: string;
  readonly embedding: Float32Array;
}

/** By person, without the photos in which no face was found. */
function embeddingsOf(people: readonly Person[], samples: readonly Sample[]): Embedded[][] {
  return people.map((_, person) =>
    samples.flatMap((sample) => {
      const embedding = sample.person === person ? sample.embeddings?.[0] : undefined;
      return embedding ? [{ path: sample.path, embedding }] : [];
    }),
  );
}

function firstPhoto({ id, photos }: Person): Person {
  return { id, photos: photos.slice(0, 1) };
}

function meanDirection(embeddings: readonly Float32Array[]): number[] {
  const size = embeddings[0]?.length ?? 0;
  const sum = Array.from({ length: size }, (_, k) =>
    embeddings.reduce((total, embedding) => total + embedding[k]!, 0),
  );
  const norm = Math.hypot(...sum);
  return sum.map((value) => value / norm);
}
