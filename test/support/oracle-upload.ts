import type { Photo } from '../../src/engine/photo';
import { decodeFile, encodeFile } from '../../src/offscreen/codecs';
import type { FaceBox } from '../../src/shared/report';
import { carveImages } from './carve-images';
import { codecs } from './codec-wasm';
import { differenceInside, differenceOutside, scaleBoxes, shrinkTo } from './oracle-pixels';

/** Inside a face, what arrived differs from the original by at least this many times re-encoding. */
const OVER_ENCODING = 4;
/** Levels. The engine's host encodes outside the faces as our encoder alone does: the same pixels. */
const SAME_ENCODING = 0.1;
/** Levels; no encoding of a photo is this far from it. */
const ANOTHER_PICTURE = 20;

/** Everything that is known of one photo that a person chose. */
export interface Evidence {
  /** The chosen file. */
  readonly original: Uint8Array;
  /** What the engine host handed over for it. */
  readonly delivered: Uint8Array;
  /** The faces' boxes in the original; none for a photo without a face. */
  readonly boxes: readonly FaceBox[];
  /** What the server stored as this photo; undefined when nothing arrived. */
  readonly arrived: Uint8Array | undefined;
  /** Every Blob, File or buffer that the page's script had in its hands. */
  readonly touched: readonly Uint8Array[];
  /** Bytes that may be in no output, such as a place in the metadata. */
  readonly secrets?: readonly string[];
}

/** What is wrong; empty when the delivered photo arrived and the original went nowhere. */
export async function problemsOf(evidence: Evidence): Promise<string[]> {
  const { arrived, touched } = evidence;
  const handled = await Promise.all(
    touched.map(async (bytes, i) => leaksIn(bytes, evidence, `touched ${String(i)}`)),
  );
  if (arrived === undefined) return [...handled.flat(), 'nothing arrived'];
  const problems = [...(await leaksIn(arrived, evidence, 'arrived')), ...handled.flat()];
  return [...problems, ...(await wrongPixels(arrived, evidence))];
}

/** Ways in which these bytes carry the original: whole, in its pixels, or a secret of its. */
export async function leaksIn(
  bytes: Uint8Array,
  evidence: Pick<Evidence, 'original' | 'delivered' | 'boxes' | 'secrets'>,
  name: string,
): Promise<string[]> {
  const { original, boxes, secrets = [] } = evidence;
  const buffer = Buffer.from(bytes);
  const problems = secrets
    .filter((secret) => buffer.includes(secret))
    .map((secret) => `${name}: holds ${secret}`);
  if (buffer.includes(Buffer.from(original)))
    return [...problems, `${name}: holds the original file`];
  if (boxes.length === 0) return problems;
  for (const image of imagesIn(buffer)) {
    const likeness = await likenessOf(image, evidence);
    if (likeness === 'unreadable') problems.push(`${name}: holds an image that cannot be judged`);
    if (likeness === 'original') {
      problems.push(`${name}: a face is closer to the original than to the delivered file`);
    }
  }
  return problems;
}

/** What an image file shows, in whatever size and encoding. */
export type Likeness = 'original' | 'delivered' | 'another picture' | 'unreadable';

/** Whether a photo with faces came from the original or from the delivered file. */
export async function likenessOf(
  image: Uint8Array,
  { original, delivered, boxes }: Pick<Evidence, 'original' | 'delivered' | 'boxes'>,
): Promise<Likeness> {
  const photo = await pixelsOf(image).catch(() => undefined);
  if (photo === undefined) return 'unreadable';
  const [before, after] = await Promise.all([pixelsOf(original), pixelsOf(delivered)]);
  return likenessIn(photo, before, after, boxes);
}

async function wrongPixels(arrived: Uint8Array, evidence: Evidence): Promise<string[]> {
  const { original, boxes } = evidence;
  const [photo, before, encoded] = await Promise.all([
    pixelsOf(arrived),
    pixelsOf(original),
    encodedAgain(original),
  ]);
  if (photo.width !== before.width || photo.height !== before.height)
    return ['arrived: another size'];
  const problems: string[] = [];
  if (differenceOutside(photo, boxes.length === 0 ? before : encoded, boxes) > SAME_ENCODING) {
    problems.push('arrived: differs outside the faces by more than encoding alone');
  }
  for (const box of boxes) {
    const byEncoding = differenceInside(encoded, before, [box]);
    if (differenceInside(photo, before, [box]) <= OVER_ENCODING * byEncoding) {
      problems.push('arrived: a face differs from the original by no more than encoding alone');
    }
  }
  return problems;
}

/** In the size of `photo`, which may be a thumbnail. A picture of something else is none of ours. */
function likenessIn(
  photo: Photo,
  first: Photo,
  second: Photo,
  boxes: readonly FaceBox[],
): Likeness {
  const { width, height } = photo;
  if (Math.abs(width / height - first.width / first.height) > 0.05) return 'another picture';
  const at = scaleBoxes(boxes, width / first.width);
  const [one, other] = [shrinkTo(first, width, height), shrinkTo(second, width, height)];
  if (differenceOutside(photo, one, at) > ANOTHER_PICTURE) return 'another picture';
  const distances = at.map((box) => ({
    toFirst: differenceInside(photo, one, [box]),
    toSecond: differenceInside(photo, other, [box]),
  }));
  // A box may fill the picture: then only the faces tell whose it is.
  if (distances.every(({ toFirst }) => toFirst > ANOTHER_PICTURE)) return 'another picture';
  return distances.some((d) => d.toFirst < d.toSecond) ? 'original' : 'delivered';
}

/** The image files in these bytes: the bytes themselves, or what a form or a message holds. */
function imagesIn(bytes: Buffer): Buffer[] {
  return carveImages(bytes)
    .filter(({ kind, path }) => /^\d+$/.test(path) && ['jpeg', 'png', 'webp'].includes(kind))
    .map(({ kind, path }) => cut(bytes.subarray(Number(path)), kind));
}

function cut(bytes: Buffer, kind: string): Buffer {
  if (kind === 'jpeg')
    return bytes.subarray(0, bytes.lastIndexOf('\xff\xd9', undefined, 'latin1') + 2);
  if (kind === 'webp') return bytes.subarray(0, 8 + bytes.readUInt32LE(4));
  return bytes.subarray(0, bytes.lastIndexOf('IEND') + 8);
}

async function pixelsOf(bytes: Uint8Array): Promise<Photo> {
  return (await decodeFile(bytes, codecs)).photo;
}

/** What our encoder alone makes of the photo, nothing changed. */
async function encodedAgain(bytes: Uint8Array): Promise<Photo> {
  const { photo, source } = await decodeFile(bytes, codecs);
  return pixelsOf(await encodeFile(photo, source, codecs));
}
