import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Box, Photo } from '../../src/engine/photo';
import { seededRandom } from '../../src/engine/seeded-random';
import type { Codecs } from '../../src/offscreen/codecs';
import { enlarged, grainyGround, ONE_FACE_OF_SAMPLE_1, paste } from '../support/made-photo';
import { readPhoto } from '../support/read-photo';

/** A photo that is timed, made of the group photos of @vladmandic/face-api. */
export interface SpeedCase {
  readonly name: string;
  /** As many as the product's own detector has to find. */
  readonly faces: number;
  /** Along which axis of the plot it lies, if along any. */
  readonly along: readonly ('faces' | 'megapixels')[];
  /** Only when asked for. */
  readonly isLarge?: true;
  make(codecs: Codecs): Promise<Photo>;
}

/** What is cut out of one of the samples. */
interface Cut {
  readonly sample: string;
  readonly part: Box;
}

const SAMPLES = 'node_modules/@vladmandic/face-api/demo';
export const SAMPLE_1 = join(SAMPLES, 'sample1.jpg');
const LISTED = 'test/fixtures/sample-faces.json';
const ONE_OF_THREE: Cut = { sample: 'sample1.jpg', part: ONE_FACE_OF_SAMPLE_1 };
/** Little more than a face, so that it is large in few megapixels. */
const CLOSE_UP: Cut = { sample: 'sample3.jpg', part: [1030, 220, 330, 340] };
/** Side of what is cut out around a face, in widths of the face. */
const ROOM = 1.8;
/** Of a tile of the grid, how much the cut-out takes. */
const FILLED = 0.94;

/** What whole commands are timed with. */
export const ONE_FACE_CASE = oneFace('one-2mp', 1732, ['megapixels', 'faces']);

export const CASES: readonly SpeedCase[] = [
  oneFace('one-small', 900, ['megapixels']),
  ONE_FACE_CASE,
  oneFace('one-12mp', 4244, ['megapixels']),
  oneFace('one-1500px', 2360, [], CLOSE_UP),
  grid('six-2mp', [3, 2], [1752, 1168]),
  grid('twenty', [5, 4], [2000, 1600]),
  { ...oneFace('one-48mp', 8484, ['megapixels']), isLarge: true },
];

function oneFace(
  name: string,
  width: number,
  along: SpeedCase['along'],
  { sample, part }: Cut = ONE_OF_THREE,
): SpeedCase {
  const make = async (codecs: Codecs): Promise<Photo> => {
    const { photo } = await readPhoto(join(SAMPLES, sample), codecs);
    return enlarged(photo, width, seededRandom(1), part);
  };
  return { name, faces: 1, along, make };
}

/** Faces of all samples beside and below each other; they come again when there are no more. */
function grid(
  name: string,
  [columns, rows]: readonly [number, number],
  [width, height]: readonly [number, number],
): SpeedCase {
  const make = async (codecs: Codecs): Promise<Photo> => {
    const random = seededRandom(1);
    const listed = facesToTile();
    const samples = new Map<string, Photo>();
    const made = grainyGround(width, height, random);
    const tile = Math.floor(Math.min(width / columns, height / rows));
    for (let i = 0; i < columns * rows; i++) {
      const { sample, box } = listed[i % listed.length]!;
      const photo = samples.get(sample) ?? (await readPhoto(join(SAMPLES, sample), codecs)).photo;
      samples.set(sample, photo);
      const side = Math.round(FILLED * tile);
      const left = Math.round((i % columns) * tile + (tile - side) / 2);
      const top = Math.round(Math.floor(i / columns) * tile + (tile - side) / 2);
      paste(made, [left, top, side, side], photo, around(box, photo), random);
    }
    return made;
  };
  return { name, faces: columns * rows, along: ['faces'], make };
}

/** A square around a face, moved into the photo where it would leave it. */
function around([left, top, width, height]: Box, photo: Photo): Box {
  const side = ROOM * Math.max(width, height);
  const into = (middle: number, end: number): number =>
    Math.max(0, Math.min(end - side, middle - side / 2));
  const [x, y] = [into(left + width / 2, photo.width), into(top + height / 2, photo.height)];
  return [x, y, side, side];
}

/** Those of the list that look at the camera: a face that looks down may be missed at any size. */
function facesToTile(): { sample: string; box: Box }[] {
  const { photos } = JSON.parse(readFileSync(LISTED, 'utf8')) as {
    photos: Record<string, { box: Box; eyes: number; who: string }[]>;
  };
  return Object.entries(photos).flatMap(([sample, faces]) =>
    faces
      .filter(({ eyes, who }) => eyes === 2 && !who.includes('looking down'))
      .map(({ box }) => ({ sample, box })),
  );
}
