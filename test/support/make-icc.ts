import { asciiBytes, concatBytes } from '../../src/offscreen/codecs/byte-access';

export const SRGB_COLORANTS = [
  0.4361, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431, 0.0606, 0.7141,
];
export const P3_COLORANTS = [
  0.5151, 0.2412, -0.0011, 0.292, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841,
];
export const ADOBE_COLORANTS = [
  0.6097, 0.3111, 0.0195, 0.2053, 0.6257, 0.0609, 0.1492, 0.0632, 0.7446,
];
export const PROPHOTO_COLORANTS = [0.7977, 0.288, 0, 0.1352, 0.7119, 0, 0.0313, 0.0001, 0.8249];

/** 'para' type 3: the sRGB curve as the ICC writes it. */
export const SRGB_CURVE = parametricCurve(3, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]);

export function parametricCurve(type: number, parameters: readonly number[]): Uint8Array {
  const tag = Buffer.alloc(12 + 4 * parameters.length);
  tag.write('para', 0, 'latin1');
  tag.writeUInt16BE(type, 8);
  parameters.forEach((value, index) => tag.writeInt32BE(Math.round(value * 65536), 12 + 4 * index));
  return tag;
}

export function gammaCurve(gamma: number): Uint8Array {
  const tag = Buffer.alloc(14);
  tag.write('curv', 0, 'latin1');
  tag.writeUInt32BE(1, 8);
  tag.writeUInt16BE(Math.round(gamma * 256), 12);
  return tag;
}

export function sampledCurve(samples: readonly number[]): Uint8Array {
  const tag = Buffer.alloc(12 + 2 * samples.length);
  tag.write('curv', 0, 'latin1');
  tag.writeUInt32BE(samples.length, 8);
  samples.forEach((value, index) => tag.writeUInt16BE(Math.round(value * 65535), 12 + 2 * index));
  return tag;
}

function xyz(values: readonly number[]): Uint8Array {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ', 0, 'latin1');
  values.forEach((value, index) => tag.writeInt32BE(Math.round(value * 65536), 8 + 4 * index));
  return tag;
}

/** A profile with the given tags and a description. */
export function makeProfile(
  space: 'RGB ' | 'GRAY' | 'CMYK',
  tags: Readonly<Record<string, Uint8Array>>,
  name = 'a profile',
): Uint8Array {
  const all = Object.entries({ desc: asciiBytes(`desc\0\0\0\0${name}\0`), ...tags });
  const header = Buffer.alloc(128 + 4 + 12 * all.length);
  header[8] = 4;
  header.write(`mntr${space}XYZ `, 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  // D50: browsers take no other.
  header.set(xyz([0.9642, 1, 0.8249]).subarray(8), 68);
  header.writeUInt32BE(all.length, 128);
  let at = header.length;
  all.forEach(([signature, data], index) => {
    header.write(signature, 132 + 12 * index, 'latin1');
    header.writeUInt32BE(at, 136 + 12 * index);
    header.writeUInt32BE(data.length, 140 + 12 * index);
    at += data.length;
  });
  header.writeUInt32BE(at, 0);
  return concatBytes([header, ...all.map(([, data]) => data)]);
}

export function rgbProfile(
  colorants: readonly number[] = SRGB_COLORANTS,
  curve: Uint8Array = SRGB_CURVE,
  more: Readonly<Record<string, Uint8Array>> = {},
  name?: string,
): Uint8Array {
  const matrix = {
    rXYZ: xyz(colorants.slice(0, 3)),
    gXYZ: xyz(colorants.slice(3, 6)),
    bXYZ: xyz(colorants.slice(6, 9)),
  };
  const tags = { ...matrix, rTRC: curve, gTRC: curve, bTRC: curve, ...more };
  return makeProfile('RGB ', tags, name);
}

export function greyProfile(curve: Uint8Array): Uint8Array {
  return makeProfile('GRAY', { kTRC: curve });
}
