/**
 * The file at the highest whole quality from 1 to `highest` of at most `mostBytes`, by bisection as
 * Bluesky's client searches it: a higher quality is taken for a larger file. At 1 where none fits.
 */
export async function highestThatFits<File extends { readonly length: number }>(
  encode: (quality: number) => Promise<File>,
  highest: number,
  mostBytes: number,
): Promise<File> {
  let best: File | undefined;
  let [fits, tooLarge] = [0, highest + 1];
  // The whole range first: most photos of a phone's screen fit as they are.
  for (let quality = highest; tooLarge - fits > 1; quality = Math.round((fits + tooLarge) / 2)) {
    const file = await encode(quality);
    if (file.length <= mostBytes) [fits, best] = [quality, file];
    else tooLarge = quality;
  }
  return best ?? (await encode(1));
}
