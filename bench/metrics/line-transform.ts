import FFT from 'fft.js';

/** Transforms the numbers at `start`, `start + stride`, ... (counted in complex numbers) in place. */
type LineTransform = (values: Float64Array, start: number, stride: number) => void;

/**
 * Discrete Fourier transform of a line of `length` complex numbers: [re, im, re, im, ...]. A
 * convolution with a chirp (Bluestein 1970, https://doi.org/10.1109/TAU.1970.1162132), as a face is
 * seldom a power of two wide, and what it were padded with would be measured too.
 */
export function lineTransform(length: number): LineTransform {
  const size = 2 ** Math.max(1, Math.ceil(Math.log2(2 * length - 1)));
  const fft = new FFT(size);
  const chirp = chirpOf(length);
  const response = new Float64Array(2 * size);
  fft.transform(response, wrapped(chirp, size));
  const padded = new Float64Array(2 * size);
  const spectrum = new Float64Array(2 * size);
  return (values, start, stride) => {
    padded.fill(0, 2 * length);
    for (let n = 0; n < length; n++) multiply(padded, n, values, start + n * stride, chirp, n);
    fft.transform(spectrum, padded);
    for (let n = 0; n < size; n++) multiply(spectrum, n, spectrum, n, response, n);
    fft.inverseTransform(padded, spectrum);
    for (let n = 0; n < length; n++) multiply(values, start + n * stride, padded, n, chirp, n);
  };
}

/** exp(-i pi n^2 / length); n^2 modulo the period, so that large angles stay exact. */
function chirpOf(length: number): Float64Array {
  const chirp = new Float64Array(2 * length);
  for (let n = 0; n < length; n++) {
    const angle = (Math.PI * ((n * n) % (2 * length))) / length;
    chirp[2 * n] = Math.cos(angle);
    chirp[2 * n + 1] = -Math.sin(angle);
  }
  return chirp;
}

/** The conjugate of the chirp at n and, wrapped around, at -n. */
function wrapped(chirp: Float64Array, size: number): Float64Array {
  const out = new Float64Array(2 * size);
  for (let n = 0; n < chirp.length; n += 2) {
    for (const at of [n, (2 * size - n) % (2 * size)]) {
      out[at] = chirp[n]!;
      out[at + 1] = -chirp[n + 1]!;
    }
  }
  return out;
}

/** out[o] = a[n] * b[m], complex numbers all. */
function multiply(
  out: Float64Array,
  o: number,
  a: Float64Array,
  n: number,
  b: Float64Array,
  m: number,
): void {
  const re = a[2 * n]! * b[2 * m]! - a[2 * n + 1]! * b[2 * m + 1]!;
  const im = a[2 * n]! * b[2 * m + 1]! + a[2 * n + 1]! * b[2 * m]!;
  out[2 * o] = re;
  out[2 * o + 1] = im;
}
