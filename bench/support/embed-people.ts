import type { FivePoints } from '../../src/engine/align/five-points';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Photo } from '../../src/engine/photo';
import { embedFace } from '../../src/engine/recognise/embed-face';
import type { Person } from './data-folder';
import { padByReflection } from './pad-by-reflection';
import { codecsInNode, readPhoto } from './read-photo';

/** lfw: the 112-pixel crops get a mirrored border, so that the detector sees faces in a photo. */
export const LFW_PADDING = 56;

/** One photo: who is in it, and the embedding by each recogniser; none when no face was found. */
export interface Sample {
  readonly person: number;
  readonly path: string;
  readonly embeddings: readonly Float32Array[] | undefined;
}

/** The largest face of every photo of `people` through our own detector, landmarks and alignment. */
export async function embedPeople(
  people: readonly Person[],
  engine: EngineModels,
  name: string,
  padding: number,
): Promise<Sample[]> {
  const codecs = codecsInNode();
  const samples: Sample[] = [];
  for (const [person, { photos }] of people.entries()) {
    for (const path of photos) {
      // Unreadable for this form of the codecs (another colour space): listed with the misses.
      const photo = await readPhoto(path, codecs).then(
        (file) => (padding > 0 ? padByReflection(file.photo, padding) : file.photo),
        () => undefined,
      );
      const face = photo && (await centralFace(photo, engine));
      const embeddings: Float32Array[] = [];
      if (photo && face) {
        for (const one of engine.recognisers) embeddings.push(await embedFace(photo, face, one));
      }
      samples.push({ person, path, embeddings: face ? embeddings : undefined });
      process.stderr.write(`\r${name} ${String(samples.length)} photos `);
    }
  }
  process.stderr.write('\n');
  return samples;
}

/** Landmarks of the largest face; crops and portraits hold one person. */
async function centralFace(photo: Photo, engine: EngineModels): Promise<FivePoints | undefined> {
  const found = await detectFaces(photo, engine);
  const largest = found.sort((a, b) => b.box[2] * b.box[3] - a.box[2] * a.box[3])[0];
  return largest?.points;
}
