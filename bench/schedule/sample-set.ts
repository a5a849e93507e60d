import { embedQuantised } from '../../src/engine/attack/embed-quantised';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Photo } from '../../src/engine/photo';
import type { Recogniser } from '../../src/engine/recognise/recogniser';
import type { Subject } from '../paper/subject';
import { patchOf, subjectOf } from '../paper/subject';
import { SAMPLES } from '../support/protect-sample';
import { codecsInNode, readPhoto } from '../support/read-photo';
import { mirrored } from '../transfer/adaptive';

/** A closed set that needs no data: everybody in the sample photos. */
export interface SampleSet {
  readonly prototypes: readonly (readonly number[])[];
  readonly subjects: readonly Subject[];
}

/**
 * One identity a face, by one recogniser. There is one photo of each: a subject's own prototype is
 * of its mirror image, everybody else's of the face as it is. Photos at half their size, for time.
 */
export async function makeSampleSet(
  models: EngineModels,
  recogniser: Recogniser,
): Promise<SampleSet> {
  const faces: Subject[] = [];
  const prototypes: number[][] = [];
  for (const [sample, path] of SAMPLES.entries()) {
    const photo = halved((await readPhoto(path, codecsInNode())).photo);
    for (const face of await detectFaces(photo, models)) {
      const identity = faces.length;
      const id = `sample${String(sample + 1)} at ${face.box.slice(0, 2).map(Math.round).join(', ')}`;
      const named = { id, person: id, identity, target: 0, prototype: [] };
      const subject = subjectOf(photo, face, named);
      prototypes.push(await embedPatch(subject, recogniser, false));
      faces.push({ ...subject, prototype: await embedPatch(subject, recogniser, true) });
    }
  }
  const subjects = faces.map((one) => ({ ...one, target: (one.identity + 1) % faces.length }));
  return { prototypes, subjects };
}

async function embedPatch(
  subject: Subject,
  recogniser: Recogniser,
  fromMirror: boolean,
): Promise<number[]> {
  const patch = patchOf(subject);
  const seen = fromMirror ? { ...patch, data: mirrored(patch.data, patch.width) } : patch;
  const [embedding] = await embedQuantised(seen, [recogniser]);
  return Array.from(embedding!);
}

/** Every 2 x 2 pixels as their mean. */
function halved({ width, height, data }: Photo): Photo {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const half = new Uint8ClampedArray(w * h * 4);
  const at = (x: number, y: number, k: number): number => data[(y * width + x) * 4 + k]!;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let k = 0; k < 4; k++) {
        const above = at(2 * x, 2 * y, k) + at(2 * x + 1, 2 * y, k);
        const below = at(2 * x, 2 * y + 1, k) + at(2 * x + 1, 2 * y + 1, k);
        half[(y * w + x) * 4 + k] = Math.round((above + below) / 4);
      }
    }
  }
  return { width: w, height: h, data: half };
}
