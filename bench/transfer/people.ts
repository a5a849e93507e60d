import type { CleanFace, CleanPhoto } from './clean-photo';
import { unpack } from './packed';
import { ownFaces } from './own-face';
import type { NamedPhoto } from './photos';

/** A photo in which the person's face was found. */
export interface KnownPhoto extends NamedPhoto {
  readonly face: CleanFace;
}

/** The person's own face in every photo that has one, told apart by the `recognisers`' ids. */
export function knownPhotos(
  photos: readonly NamedPhoto[],
  clean: readonly CleanPhoto[],
  recognisers: readonly string[],
): KnownPhoto[] {
  const looked = new Map(clean.map((one) => [one.photo, one.faces] as const));
  const people = [...new Set(photos.map(({ person }) => person))];
  return people.flatMap((person) => {
    const own = photos.filter((one) => one.person === person && looked.get(one.id)?.length);
    const faces = own.map(({ id }) => looked.get(id)!);
    const chosen = ownFaces(
      faces.map((all) =>
        all.map(({ plain }) => recognisers.map((recogniser) => unpack(plain[recogniser]!))),
      ),
    );
    return own.map((photo, i) => ({ ...photo, face: faces[i]![chosen[i]!]! }));
  });
}

/** Photos without a face or that could not be read, for the report. */
export function missedPhotos(photos: readonly NamedPhoto[], known: readonly KnownPhoto[]) {
  const ids = new Set(known.map(({ id }) => id));
  return photos.filter(({ id }) => !ids.has(id)).map(({ id }) => id);
}
