import type { Plane } from '../../src/engine/metrics/luma';
import { logGaborFilters } from './log-gabor';
import type { PlaneTransform } from './plane-transform';
import { planeTransform } from './plane-transform';

/** Keeps the mean phase defined where there is no response; in grey levels, as the authors have it. */
const EPSILON = 0.0001;
/** Standard deviations of the noise above its mean that do not count yet. */
const NOISE_DEVIATIONS = 2;
/** The estimate is for another measure of congruency; this much too large for this one. */
const NOISE_OVERESTIMATE = 1.7;

/**
 * Phase congruency of planes of one size, at every pixel from 0 to 1, whatever the contrast (Kovesi
 * 1999, as FSIM takes it: Zhang et al. 2011, https://doi.org/10.1109/TIP.2011.2109730, and the
 * authors' phasecong2).
 */
export function phaseCongruency(width: number, height: number): (plane: Plane) => Float64Array {
  const filters = logGaborFilters(width, height);
  const noiseOf = filters.map((scales) => noiseEnergy(scales, width, height));
  const transform = planeTransform(width, height);
  return ({ values }) => {
    const spectrum = new Float64Array(2 * values.length);
    values.forEach((value, i) => (spectrum[2 * i] = value));
    transform.forward(spectrum);
    const energy = new Float64Array(values.length);
    const amplitude = new Float64Array(values.length);
    filters.forEach((scales, o) => {
      const responses = scales.map((filter) => respond(spectrum, filter, transform));
      addEnergy(energy, responses, noiseOf[o]!(responses[0]!));
      for (const response of responses) addAmplitude(amplitude, response);
    });
    return energy.map((value, i) => (amplitude[i]! > 0 ? value / amplitude[i]! : 0));
  };
}

/** Even (real) and odd (imaginary) response of one filter at every pixel. */
function respond(
  spectrum: Float64Array,
  filter: Float64Array,
  transform: PlaneTransform,
): Float64Array {
  const response = new Float64Array(spectrum.length);
  for (let i = 0; i < response.length; i++) response[i] = spectrum[i]! * filter[i >> 1]!;
  transform.inverse(response);
  return response;
}

function addAmplitude(amplitude: Float64Array, response: Float64Array): void {
  for (let i = 0; i < amplitude.length; i++) {
    amplitude[i] = amplitude[i]! + Math.sqrt(response[2 * i]! ** 2 + response[2 * i + 1]! ** 2);
  }
}

/**
 * Adds what of the amplitudes of one orientation is in phase: sum over the scales of
 * A (cos d - |sin d|), d the distance from the mean phase, less the noise.
 */
function addEnergy(energy: Float64Array, responses: Float64Array[], noise: number): void {
  for (let i = 0; i < energy.length; i++) {
    let sumEven = 0;
    let sumOdd = 0;
    for (const response of responses) {
      sumEven += response[2 * i]!;
      sumOdd += response[2 * i + 1]!;
    }
    const length = Math.sqrt(sumEven ** 2 + sumOdd ** 2) + EPSILON;
    const meanEven = sumEven / length;
    const meanOdd = sumOdd / length;
    let inPhase = 0;
    for (const response of responses) {
      const even = response[2 * i]!;
      const odd = response[2 * i + 1]!;
      inPhase += even * meanEven + odd * meanOdd - Math.abs(even * meanOdd - odd * meanEven);
    }
    energy[i] = energy[i]! + Math.max(0, inPhase - noise);
  }
}

/**
 * Energy below which the response of one orientation is noise: the squared amplitude at the finest
 * scale is taken for noise alone, chi-squared with two degrees of freedom, its mean from its median.
 */
function noiseEnergy(
  scales: Float64Array[],
  width: number,
  height: number,
): (finest: Float64Array) => number {
  const finestGain = scales[0]!.reduce((sum, gain) => sum + gain * gain, 0);
  const gain = sumSquaredEven(scales, width, height);
  return (finest) => {
    const squared = new Float64Array(width * height);
    for (let i = 0; i < squared.length; i++) {
      squared[i] = finest[2 * i]! ** 2 + finest[2 * i + 1]! ** 2;
    }
    const power = -median(squared) / Math.log(0.5) / finestGain;
    const tau = Math.sqrt(power * gain);
    const mean = tau * Math.sqrt(Math.PI / 2);
    const deviation = tau * Math.sqrt(2 - Math.PI / 2);
    return (mean + NOISE_DEVIATIONS * deviation) / NOISE_OVERESTIMATE;
  };
}

/**
 * Sum over the plane of the square of the real parts of all scales together. The authors sum the
 * real part of each filter's inverse transform; by Parseval that is the even part of its spectrum.
 */
function sumSquaredEven(scales: Float64Array[], width: number, height: number): number {
  let sum = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const opposite = ((height - y) % height) * width + ((width - x) % width);
      let even = 0;
      for (const gain of scales) even += (gain[at]! + gain[opposite]!) / 2;
      sum += even * even;
    }
  }
  return sum;
}

/** Sorts them. */
function median(values: Float64Array): number {
  values.sort();
  const middle = (values.length - 1) / 2;
  return (values[Math.floor(middle)]! + values[Math.ceil(middle)]!) / 2;
}
