import type { Codecs } from './codecs';
import { encodeLike } from './encode-file';
import type { DecodedFile, SourceFormat } from './file-format';

/** Best first; the last is the floor (docs/decisions/0031). */
const QUALITIES = { webp: [95, 90, 85], avif: [90, 80, 70, 60] } as const;

/**
 * How much larger than its file the unchanged photo may come out; changed faces add a few percent.
 * Together they stay well below a quarter.
 */
const GROWTH = 1.12;

/**
 * A lossy WebP or AVIF does not say at which quality it was made. Gives the photo with the best quality
 * at which, as it is, it takes about the bytes of its file; with the least one where none is small
 * enough. Every other photo as it is. Encodes it up to four times.
 */
export async function fitToSource(
  decoded: DecodedFile,
  fileBytes: number,
  codecs: Codecs,
): Promise<DecodedFile> {
  const qualities = qualitiesOf(decoded.source);
  let fitted = decoded;
  for (const quality of qualities) {
    fitted = { ...decoded, source: { ...decoded.source, quality } as SourceFormat };
    // The last is taken whatever its size.
    if (quality === qualities.at(-1)) break;
    const { length } = await encodeLike(decoded.photo, fitted, codecs);
    if (length <= GROWTH * fileBytes) break;
  }
  return fitted;
}

function qualitiesOf(source: SourceFormat): readonly number[] {
  if (source.format === 'avif') return QUALITIES.avif;
  return source.format === 'webp' && !source.lossless ? QUALITIES.webp : [];
}
