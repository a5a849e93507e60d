import { UnnoticedError } from '../../shared/errors';
import { asciiAt, viewOf } from './byte-access';

/** From a stored value in [0, 1] to linear light in about [0, 1]. */
export type ToneCurve = (stored: number) => number;

/** Parameters g, a, b, c, d, e, f that each parametric curve type has (ICC.1:2022, table 68). */
const PARAMETER_COUNTS = [1, 3, 4, 5, 7];

/**
 * Reads a 'curv' or 'para' tag (ICC.1:2022, 10.6 and 10.18). Throws 'unsupported-colour' for another type
 * and a RangeError when the tag is too short.
 */
export function readToneCurve(tag: Uint8Array): ToneCurve {
  const type = asciiAt(tag, 0, 4);
  if (type === 'curv') return sampledCurve(tag);
  if (type === 'para') return parametricCurve(tag);
  throw new UnnoticedError('unsupported-colour', 'The colour profile has an unknown tone curve.');
}

function sampledCurve(tag: Uint8Array): ToneCurve {
  const view = viewOf(tag);
  const count = view.getUint32(8);
  if (count === 0) return (stored) => stored;
  if (count === 1) {
    const gamma = view.getUint16(12) / 256;
    return (stored) => stored ** gamma;
  }
  if (12 + 2 * count > tag.length) throw new RangeError('The curve is longer than its tag.');
  const sample = (index: number): number => view.getUint16(12 + 2 * index) / 65535;
  return (stored) => {
    const position = stored * (count - 1);
    const index = Math.min(count - 2, Math.floor(position));
    return sample(index) + (sample(index + 1) - sample(index)) * (position - index);
  };
}

function parametricCurve(tag: Uint8Array): ToneCurve {
  const view = viewOf(tag);
  const count = PARAMETER_COUNTS[view.getUint16(8)];
  if (count === undefined) throw new RangeError('The curve has an unknown function type.');
  const values = Array.from({ length: count }, (_, index) => view.getInt32(12 + 4 * index) / 65536);
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
  // Types 1 and 2: the break is where the power's base reaches 0, below it stands the constant c.
  if (count === 3) return (x) => (x >= -b / a ? (a * x + b) ** g : 0);
  if (count === 4) return (x) => (x >= -b / a ? (a * x + b) ** g + c : c);
  if (count === 1) return (x) => x ** g;
  return (x) => (x >= d ? (a * x + b) ** g + e : c * x + f);
}
