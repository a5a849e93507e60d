import { boxShare } from './detect/box-overlap';
import type { FoundFaces } from './detect/detect-faces';
import { SAME_FACE } from './detect/detect-faces';
import type { Box } from './photo';
import type { ProtectResult } from './protect-types';

/**
 * How many of the faces that were found can't be measured, of each kind where there are any. `worked`:
 * the boxes of those that were: an unclear one that was seen well enough in the changed photo
 * (late-faces.ts) is among them by then.
 */
export function unmeasuredFaces(
  { tooSmall, unclear }: Pick<FoundFaces, 'tooSmall' | 'unclear'>,
  worked: readonly Box[],
): Pick<ProtectResult, 'tooSmall' | 'unclear'> {
  const still = unclear.filter((box) => worked.every((other) => boxShare(other, box) < SAME_FACE));
  return {
    ...(tooSmall.length > 0 && { tooSmall: tooSmall.length }),
    ...(still.length > 0 && { unclear: still.length }),
  };
}
