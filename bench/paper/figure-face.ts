import type { DetectedFace } from '../../src/engine/detect/detect-faces';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Box, Photo } from '../../src/engine/photo';
import { embedFace } from '../../src/engine/recognise/embed-face';
import { SAMPLES } from '../support/protect-sample';
import { codecsInNode, readPhoto } from '../support/read-photo';
import type { Subject } from './subject';
import { subjectOf } from './subject';

/** Sample 3, the one in the middle. */
const PATH = SAMPLES[2]!;
const FACE: Box = [1077, 285, 231, 224];

/**
 * The face of the figure: of a photo that may be shown. There is no other photo of that person, so
 * the prototype is of the mirrored one; it counts in no table.
 */
export async function figureFace(models: EngineModels, identity: number): Promise<Subject> {
  const { photo } = await readPhoto(PATH, codecsInNode());
  const [left, top, width, height] = FACE;
  const centre = left + width / 2;
  const face = nearest(await detectFaces(photo, models), centre, top + height / 2);
  const mirrored = mirror(photo);
  const again = nearest(
    await detectFaces(mirrored, models),
    photo.width - centre,
    top + height / 2,
  );
  const prototype = await embedFace(mirrored, again.points, models.recognisers[0]!);
  const named = { id: 'figure', person: 'figure', identity, target: 0 };
  return subjectOf(photo, face, { ...named, prototype: Array.from(prototype) });
}

function nearest(faces: readonly DetectedFace[], x: number, y: number): DetectedFace {
  const distance = ({ box: [left, top, width, height] }: DetectedFace): number =>
    Math.hypot(left + width / 2 - x, top + height / 2 - y);
  const [found] = [...faces].sort((a, b) => distance(a) - distance(b));
  if (!found) throw new Error(`No face in ${PATH}`);
  return found;
}

function mirror({ width, height, data }: Photo): Photo {
  const turned = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      turned.set(data.subarray(from, from + 4), (y * width + width - 1 - x) * 4);
    }
  }
  return { width, height, data: turned };
}
