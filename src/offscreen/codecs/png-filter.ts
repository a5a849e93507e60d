/**
 * Writes one filtered scanline: filter number, then the bytes. Of the five filters the one with the
 * smallest sum of absolute values is taken, the rule that the PNG specification recommends (12.7).
 * `row` and `previous` (zeros above the first row) have the same length, `out` one byte more.
 */
export function filterScanline(
  row: Uint8Array,
  previous: Uint8Array,
  bytesPerPixel: number,
  out: Uint8Array,
): void {
  const sums = [0, 0, 0, 0, 0];
  for (let at = 0; at < row.length; at += 1) {
    const left = at < bytesPerPixel ? 0 : row[at - bytesPerPixel]!;
    const upperLeft = at < bytesPerPixel ? 0 : previous[at - bytesPerPixel]!;
    const up = previous[at]!;
    const value = row[at]!;
    sums[0]! += magnitude(value);
    sums[1]! += magnitude(value - left);
    sums[2]! += magnitude(value - up);
    sums[3]! += magnitude(value - ((left + up) >> 1));
    sums[4]! += magnitude(value - paeth(left, up, upperLeft));
  }
  const filter = sums.indexOf(Math.min(...sums));
  out[0] = filter;
  for (let at = 0; at < row.length; at += 1) {
    const left = at < bytesPerPixel ? 0 : row[at - bytesPerPixel]!;
    const upperLeft = at < bytesPerPixel ? 0 : previous[at - bytesPerPixel]!;
    out[at + 1] = row[at]! - predict(filter, left, previous[at]!, upperLeft);
  }
}

/** Distance of a difference from 0 when it is stored in one byte. */
function magnitude(difference: number): number {
  const byte = difference & 255;
  return byte < 128 ? byte : 256 - byte;
}

function predict(filter: number, left: number, up: number, upperLeft: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, upperLeft);
    default:
      return 0;
  }
}

/** PNG third edition, 9.4. */
function paeth(left: number, up: number, upperLeft: number): number {
  const toLeft = Math.abs(up - upperLeft);
  const toUp = Math.abs(left - upperLeft);
  const toUpperLeft = Math.abs(left + up - 2 * upperLeft);
  if (toLeft <= toUp && toLeft <= toUpperLeft) return left;
  return toUp <= toUpperLeft ? up : upperLeft;
}
