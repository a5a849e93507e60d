import type { FivePoints } from '../../src/engine/align/five-points';
import { boxShare } from '../../src/engine/detect/box-overlap';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import { scaleBox, scalePoints } from '../../src/engine/detect/scale-face';
import { psnr } from '../../src/engine/metrics/psnr';
import { ssim } from '../../src/engine/metrics/ssim';
import type { Box, Photo } from '../../src/engine/photo';
import type { Codecs } from '../../src/offscreen/codecs';
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
import { ADDED, PLATFORMS, throughPlatform } from './platforms';
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
  tools: Tools,
): Promise<LookedAt> {
  const { codecs } = tools;
  const clean = await cleanDelivered(subject, codecs);
  const delivered = bytes ? (await decodeFile(bytes, codecs)).photo : clean;
  const seen: Partial<Record<PlatformName, Seen>> = {};
  let adaptive: Seen | undefined;
  for (const name of platforms) {
    const look = await findOn(name, delivered, subject, tools);
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

/** The same of the platforms that `--platforms` adds, and of nothing else. */
export async function lookAtAdded(
  subject: KnownPhoto,
  bytes: Uint8Array | undefined,
  tools: Tools,
): Promise<LookedAt['platforms']> {
  const { codecs } = tools;
  const delivered = bytes
    ? (await decodeFile(bytes, codecs)).photo
    : await cleanDelivered(subject, codecs);
  const seen: Partial<Record<PlatformName, Seen>> = {};
  for (const id of ADDED) {
    const look = await findOn(id, delivered, subject, tools);
    seen[id] = await look(embedPlain);
  }
  return seen;
}

async function cleanDelivered(subject: KnownPhoto, codecs: Codecs): Promise<Photo> {
  const decoded = await readNamed(subject, codecs);
  const encoded = await encodeLike(decoded.photo, decoded, codecs);
  return (await decodeFile(encoded, codecs)).photo;
}

/** Looks for the person's face in a version of the photo; what it is to a form of the matchers. */
async function findOn(
  name: PlatformName,
  delivered: Photo,
  subject: KnownPhoto,
  { engine, matchers, codecs }: Tools,
): Promise<(embed: typeof embedPlain) => Promise<Seen>> {
  const { photo: passed, scale } = await throughPlatform(delivered, name, codecs);
  const box = scaleBox(subject.face.box, scale);
  const found = (await detectFaces(passed, engine, [box])).filter(
    (face) => boxShare(face.box, box) >= SAME_FACE,
  );
  const all = [scalePoints(subject.face.points, scale), ...found.map(({ points }) => points)];
  return async (embed) => ({
    found: found.length > 0,
    views: await viewsOf(passed, all, matchers, embed),
  });
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
