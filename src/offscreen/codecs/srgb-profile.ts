import { asciiBytes, concatBytes, viewOf } from './byte-access';

/** sRGB primaries adapted to D50 (IEC 61966-2-1 with Bradford), as the ICC's own profile has them. */
const COLORANTS = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
};
/** Media white: D50, as in every profile of a display. */
const WHITE = [0.9642, 1, 0.8249];
/** Parametric curve of type 3 (ICC.1:2022, 10.18): g, a, b, c, d. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

const HEADER_BYTES = 128;

/** A colour profile (ICC.1:2022, version 4) that says sRGB, for the colour engine; it is in no output. */
export function srgbProfile(): Uint8Array<ArrayBuffer> {
  const curve = concatBytes([asciiBytes('para\0\0\0\0\0\x03\0\0'), fixed16(CURVE)]);
  const tags: [string, Uint8Array][] = [
    ['desc', asciiBytes('mluc\0\0\0\0\0\0\0\0\0\0\0\x0c')],
    ['wtpt', xyzTag(WHITE)],
    ...Object.entries(COLORANTS).map(([name, xyz]): [string, Uint8Array] => [name, xyzTag(xyz)]),
    ...['rTRC', 'gTRC', 'bTRC'].map((name): [string, Uint8Array] => [name, curve]),
  ];
  const head = new Uint8Array(HEADER_BYTES + 4 + 12 * tags.length);
  const view = viewOf(head);
  let at = head.length;
  tags.forEach(([name, data], index) => {
    const entry = HEADER_BYTES + 4 + 12 * index;
    head.set(asciiBytes(name), entry);
    view.setUint32(entry + 4, at);
    view.setUint32(entry + 8, data.length);
    at += data.length;
  });
  view.setUint32(0, at);
  head.set(asciiBytes('\x04\x40\0\0mntrRGB XYZ '), 8);
  head.set(asciiBytes('acsp'), 36);
  head.set(fixed16(WHITE), 68);
  view.setUint32(HEADER_BYTES, tags.length);
  return concatBytes([head, ...tags.map(([, data]) => data)]);
}

function xyzTag(xyz: readonly number[]): Uint8Array {
  return concatBytes([asciiBytes('XYZ \0\0\0\0'), fixed16(xyz)]);
}

/** s15Fixed16Number, one after the other. */
function fixed16(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  values.forEach((value, index) => {
    viewOf(bytes).setInt32(4 * index, Math.round(value * 65536));
  });
  return bytes;
}
