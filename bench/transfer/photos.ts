import { join, parse } from 'node:path';
import type { Codecs } from '../../src/offscreen/codecs';
import type { DecodedFile } from '../../src/offscreen/codecs/file-format';
import { peopleIn } from '../support/data-folder';
import { LFW_PADDING } from '../support/embed-people';
import { padByReflection } from '../support/pad-by-reflection';
import { readPhoto } from '../support/read-photo';

export const SETS = ['lfw', 'faces'] as const;
export type SetName = (typeof SETS)[number];

/** One photo of the data; `id` is SET/PERSON/NAME, `person` SET/PERSON. */
export interface NamedPhoto {
  readonly id: string;
  readonly set: SetName;
  readonly person: string;
  readonly path: string;
}

/** Every photo of lfw/ and faces/ under `folder`, in the order of their names. */
export function photosIn(folder: string): NamedPhoto[] {
  return SETS.flatMap((set) =>
    peopleIn(join(folder, set)).flatMap(({ id, photos }) =>
      photos.map((path) => {
        const person = `${set}/${id}`;
        return { id: `${person}/${parse(path).name}`, set, person, path };
      }),
    ),
  );
}

/** The crops of lfw get a mirrored border, so that the detector sees faces in a photo. */
export async function readNamed(
  { set, path }: Pick<NamedPhoto, 'set' | 'path'>,
  codecs: Codecs,
): Promise<DecodedFile> {
  const decoded = await readPhoto(path, codecs);
  if (set === 'faces') return decoded;
  // A border has no pixels in the file's own colours: lfw is encoded from sRGB.
  const { photo, source, container, kept, passes } = decoded;
  return { photo: padByReflection(photo, LFW_PADDING), source, container, kept, passes };
}
