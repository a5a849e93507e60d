import type { Delivered, FaceMeasurement } from './criterion/measure-faces';
import { measureFaces } from './criterion/measure-faces';
import type { FoundFaces } from './detect/detect-faces';
import { DETECTION, findFaces } from './detect/detect-faces';
import { scaleFace } from './detect/scale-face';
import type { Quarters } from './detect/search-tile';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import { failureOf } from './open-face';
import type { Photo } from './photo';
import type { PlatformPass, ProtectHost, ProtectOptions } from './protect-types';
import { releasePixels } from './release-pixels';

/** A file and what a reader of it decodes; whoever has it releases `photo`. */
export interface Delivery {
  readonly bytes: Uint8Array;
  readonly photo: Photo;
  /** What the detector sees where it was changed; absent where a face fails before it is looked at. */
  readonly seen?: FoundFaces;
}

/** Pictures that are looked at while an earlier one is still measured. */
const AHEAD = 3;

/**
 * Pastes every face's share into a copy of `photo`, lets the host encode and decode that, and
 * measures every face: in what each of the host's platforms makes of it, in their order, and then in
 * the file itself, which is searched for that wherever it was changed; up to the first in which a
 * face fails.
 */
export async function deliverFaces(
  photo: Photo,
  open: readonly OpenFace[],
  models: EngineModels,
  options: ProtectOptions,
  host: ProtectHost,
  { round, lie }: { readonly round: number; readonly lie: Quarters },
): Promise<Delivery> {
  host.enter('encode');
  const candidate: Photo = { ...photo, data: photo.data.slice() };
  for (const face of open) face.work.paste(candidate, photo, face.share);
  const bytes = await host.encode(candidate);
  releasePixels(candidate);
  host.enter('verify');
  host.progress({ kind: 'verify', round });
  const delivered = await host.decode(bytes);
  for (const face of open) face.measurement = { platforms: new Map() };
  const references = open.map((face) => face.work.reference);
  const { target } = options;

  const afterPlatform = async ({ ids, pass }: PlatformPass): Promise<Look> => {
    const picture = await pass(delivered);
    const scale = picture.width / delivered.width;
    const scaled = references.map((one) => ({ ...one, face: scaleFace(one.face, scale) }));
    const faces = await measureFaces(picture, scaled, models, { target }, () => {
      releasePixels(picture);
    });
    return { faces, note: (so, there) => withPlatform(so, ids, there) };
  };
  const inFile = async (): Promise<Look> => {
    // Where nothing was changed the detector sees what it saw in the original.
    const changed = open.map((face) => face.work.patch.region);
    const seen = await findFaces(delivered, models, changed, DETECTION, lie);
    const hints = { target, found: seen.faces };
    const faces = await measureFaces(delivered, references, models, hints);
    return { faces, seen, note: (so, file) => ({ ...so, file }) };
  };

  const looks = [...(host.platforms ?? []).map((one) => () => afterPlatform(one)), inFile];
  for await (const { faces, seen, note } of inOrder(looks, AHEAD)) {
    for (const [i, face] of open.entries()) {
      const there = faces[i];
      // Not looked at is not protected.
      face.measurement = face.measurement && there && note(face.measurement, there);
    }
    await host.checkpoint();
    if (open.some((face) => failureOf(face, models))) break;
    if (seen) return { bytes, photo: delivered, seen };
  }
  return { bytes, photo: delivered };
}

/** How the faces are in one picture, and what that adds to what is known of each. */
interface Look {
  readonly faces: readonly FaceMeasurement[];
  readonly note: (so: Delivered, there: FaceMeasurement) => Delivered;
  readonly seen?: FoundFaces;
}

function withPlatform(so: Delivered, ids: readonly string[], there: FaceMeasurement): Delivered {
  return { ...so, platforms: new Map([...so.platforms, ...ids.map((id) => [id, there] as const)]) };
}

/**
 * What comes of each piece of work, in order, while the next ones are under way, so many at once. None
 * is under way any more when the generator has ended, whichever way.
 */
async function* inOrder<Result>(
  work: readonly (() => Promise<Result>)[],
  atOnce: number,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  try {
    for (let next = 0; next < work.length; next++) {
      for (const one of work.slice(begun.length, next + atOnce)) {
        const ahead = one();
        // Told in its turn, which may be long after it failed, or never.
        ahead.catch(() => undefined);
        begun.push(ahead);
      }
      const result = begun[next];
      if (result) yield await result;
    }
  } finally {
    await Promise.allSettled(begun);
  }
}
