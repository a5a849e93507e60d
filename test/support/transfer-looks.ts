import type { LookedAt, Seen } from '../../bench/transfer/look-at-file';
import type { Mate, Subject } from '../../bench/transfer/pairs';
import { pack } from '../../bench/transfer/packed';
import type { Packed } from '../../bench/transfer/packed';
import type { KnownPhoto } from '../../bench/transfer/people';
import { PLATFORMS } from '../../bench/transfer/platforms';

/** The unit vector at `degrees`, as the embedding of one matcher, `m`. */
export function at(degrees: number): Packed {
  const angle = (degrees * Math.PI) / 180;
  return { m: pack(Float32Array.of(Math.cos(angle), Math.sin(angle))) };
}

/** Cosine of two of them. */
export const cos = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);

export function seen(degrees: readonly number[], found = true): Seen {
  return { found, views: degrees.map(at) };
}

/** The same on every platform and to the adaptive matcher. */
export function look(face: Seen, psnr: number | null = 40): LookedAt {
  const quality = { psnr, ssim: 0.98 };
  const platforms = Object.fromEntries(PLATFORMS.map((name) => [name, face]));
  return { platforms, adaptive: face, face: quality, whole: quality };
}

/** A photo whose face looks to the matcher as the unit vector at `degrees`; id SET/PERSON/NAME. */
export function known(id: string, degrees: number, side = 100): KnownPhoto {
  const [set, person] = id.split('/');
  const points = [
    [0, 0],
    [1, 0],
    [0.5, 0.5],
    [0, 1],
    [1, 1],
  ] as unknown as KnownPhoto['face']['points'];
  return {
    id,
    set: set === 'lfw' ? 'lfw' : 'faces',
    person: `${set!}/${person!}`,
    path: `${id}.jpg`,
    face: { box: [0, 0, side, side], points, plain: at(degrees) },
  };
}

/** Attacked from its place to `after`. */
export function attacked(photo: KnownPhoto, clean: Seen, after: Seen, psnr = 40): Subject {
  return { photo, clean: look(clean), after: look(after, psnr), delivered: true };
}

export function mate(photo: KnownPhoto): Mate {
  return { photo, adaptive: photo.face.plain };
}
