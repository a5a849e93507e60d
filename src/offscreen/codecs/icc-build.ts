import { asciiBytes, concatBytes, viewOf } from './byte-access';

export type Xyz = readonly [x: number, y: number, z: number];

/** XYZ of full red, green and blue, adapted to D50. */
export type Colorants = readonly [red: Xyz, green: Xyz, blue: Xyz];

/** Media white: D50, as in every profile of a display. */
export const D50: Xyz = [0.9642, 1, 0.8249];

const HEADER_BYTES = 128;

/** Parametric curve (ICC.1:2022, 10.18) of type 0: stored to the power of `gamma` is linear light. */
export function gammaCurve(gamma: number): Uint8Array {
  return concatBytes([asciiBytes('para\0\0\0\0\0\0\0\0'), fixed16([gamma])]);
}

/** Of type 3, the sRGB curve (IEC 61966-2-1): g, a, b, c, d. */
export function srgbCurve(): Uint8Array {
  const numbers = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];
  return concatBytes([asciiBytes('para\0\0\0\0\0\x03\0\0'), fixed16(numbers)]);
}

/** A profile of a display (ICC.1:2022, version 4) with one curve for all of its colours. */
export function matrixProfile([red, green, blue]: Colorants, curve: Uint8Array): Uint8Array {
  return buildProfile('RGB ', [
    ['rXYZ', xyzTag(red)],
    ['gXYZ', xyzTag(green)],
    ['bXYZ', xyzTag(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]);
}

export function greyProfile(curve: Uint8Array): Uint8Array {
  return buildProfile('GRAY', [['kTRC', curve]]);
}

function buildProfile(
  space: 'RGB ' | 'GRAY',
  meaning: readonly [signature: string, data: Uint8Array][],
): Uint8Array {
  const tags = [
    ['desc', asciiBytes('mluc\0\0\0\0\0\0\0\0\0\0\0\x0c')],
    ['wtpt', xyzTag(D50)],
    ...meaning,
  ] as const;
  const head = new Uint8Array(HEADER_BYTES + 4 + 12 * tags.length);
  const view = viewOf(head);
  let at = head.length;
  tags.forEach(([signature, data], index) => {
    const entry = HEADER_BYTES + 4 + 12 * index;
    head.set(asciiBytes(signature), entry);
    view.setUint32(entry + 4, at);
    view.setUint32(entry + 8, data.length);
    at += data.length;
  });
  view.setUint32(0, at);
  head.set(asciiBytes(`\x04\x40\0\0mntr${space}XYZ `), 8);
  head.set(asciiBytes('acsp'), 36);
  head.set(fixed16(D50), 68);
  view.setUint32(HEADER_BYTES, tags.length);
  return concatBytes([head, ...tags.map(([, data]) => data)]);
}

function xyzTag(xyz: Xyz): Uint8Array {
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
