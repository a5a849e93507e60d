import type { FivePoints } from '../../src/engine/align/five-points';
import { boxShare } from '../../src/engine/detect/box-overlap';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import { scaleBox, scalePoints } from '../../src/engine/detect/scale-face';
import { psnr } from '../../src/engine/metrics/psnr';
import { ssim } from '../../src/engine/metrics/ssim';
import type { Box, Photo } from '../../src/engine/photo';
import { decodeFile, encodeLike } from '../../src/offscreen/codecs';
import { embedAdaptive } from './adaptive';
import { SAME_FACE } from './attack-photo';
import type { Matcher } from './matcher';
import { embedPlain } from './matcher';
import type { Packed } from './packed';
import { pack } from './packed';
import type { KnownPhoto } from './people';
import { readNamed } from './photos';
import type { PlatformName } from './platforms';
import { PLATFORMS, throughPlatform } from './platforms';
import type { Tools } from './tools';

/** The person's face in one version of a file: by each alignment that a matcher may come to. */
export interface Seen {
  /** Whether the detector finds the face again. */
  readonly found: boolean;
  /** Through the original's landmarks, then through those found in this version. */
  readonly views: readonly Packed[];
}

export interface Quality {
  /** dB; null when the two are identical. */
  readonly psnr: number | null;
  readonly ssim: number;
}

/** One file, as far as measures need it. */
export interface LookedAt {
  readonly platforms: Readonly<Partial<Record<PlatformName, Seen>>>;
  /** By the adaptive form of each matcher, as delivered. */
  readonly adaptive: Seen;
  /** Against the clean photo encoded in the same way: tight box of the face, whole photo. */
  readonly face: Quality;
  readonly whole: Quality;
}

/** Looks at `bytes`, or, without them, at the clean photo encoded in its own format. */
export async function lookAtFile(
  subject: KnownPhoto,
  bytes: Uint8Array | undefined,
  platforms: readonly PlatformName[],
  { engine, matchers, codecs }: Tools,
): Promise<LookedAt> {
  const decoded = await readNamed(subject, codecs);
  const encoded = await encodeLike(decoded.photo, decoded, codecs);
  const clean = (await decodeFile(encoded, codecs)).photo;
  const delivered = bytes ? (await decodeFile(bytes, codecs)).photo : clean;
  const seen: Partial<Record<PlatformName, Seen>> = {};
  let adaptive: Seen | undefined;
  for (const name of platforms) {
    const { photo: passed, scale } = await throughPlatform(delivered, name, codecs);
    const box = scaleBox(subject.face.box, scale);
    const found = (await detectFaces(passed, engine, [box])).filter(
      (face) => boxShare(face.box, box) >= SAME_FACE,
    );
    const all = [scalePoints(subject.face.points, scale), ...found.map(({ points }) => points)];
    const look = async (embed: typeof embedPlain): Promise<Seen> => ({
      found: found.length > 0,
      views: await viewsOf(passed, all, matchers, embed),
    });
    seen[name] = await look(embedPlain);
    if (name === PLATFORMS[0]) adaptive = await look(embedAdaptive);
  }
  const compare = (box: Box): Quality => ({
    psnr: psnr(clean, delivered, box),
    ssim: ssim(clean, delivered, box),
  });
  return {
    platforms: seen,
    adaptive: adaptive!,
    face: compare(subject.face.box),
    whole: compare([0, 0, clean.width, clean.height]),
  };
}

async function viewsOf(
  photo: Photo,
  alignments: readonly FivePoints[],
  matchers: readonly Matcher[],
  embed: typeof embedPlain,
): Promise<Packed[]> {
  const views: Packed[] = [];
  for (const points of alignments) {
    const view: Record<string, string> = {};
    for (const matcher of matchers) view[matcher.id] = pack(await embed(photo, points, matcher));
    views.push(view);
  }
  return views;
}
