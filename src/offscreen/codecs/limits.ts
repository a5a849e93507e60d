import { UnnoticedError } from '../../shared/errors';

/**
 * The largest photo, in pixels: those of phones with 64 megapixels (9280 x 6944) are just below. Four
 * versions of one, which the engine holds at once, are 1 GB (docs/results/memory.md).
 */
const MOST_PIXELS = 65_000_000;

/** The largest file that is read at all. */
export const MOST_FILE_BYTES = 256 << 20;

/** Throws 'too-large', from what the header says, before memory for pixels is taken. */
export function withinLimits({ width, height }: { width: number; height: number }): void {
  if (width * height > MOST_PIXELS) {
    throw new UnnoticedError('too-large', 'The photo has more than 65 megapixels.');
  }
}
