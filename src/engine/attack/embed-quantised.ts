import type { EmbedFaces } from '../recognise/embed-face';
import { embedHere } from '../recognise/embed-face';
import type { Recogniser } from '../recognise/recogniser';
import type { Augmentation } from './transforms/augmentation';
import { NO_AUGMENTATION, viewPatch } from './transforms/augmentation';
import type { Pixels } from './transforms/resample';

/**
 * Embeddings, one per recogniser, of a patch as a file would hold it, in whole 8-bit levels, seen
 * plainly or as `how` says. Success is never judged on the float image.
 */
export async function embedQuantised(
  patch: Pixels,
  recognisers: readonly Recogniser[],
  how: Augmentation = NO_AUGMENTATION,
  embed: EmbedFaces = embedHere,
): Promise<Float32Array[]> {
  const image = { ...patch, data: patch.data.map(toLevel) };
  const each = recognisers.map((recogniser) => {
    const { crop, inputSize } = recogniser;
    return embed(recogniser, [viewPatch(image, crop, inputSize, how).pixels.data]);
  });
  return (await Promise.all(each)).flat();
}

/** To the nearest of the 256 levels: [0, 1] in, [0, 1] out. */
function toLevel(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value))) / 255;
}
