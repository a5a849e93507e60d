import FFT from 'fft.js';

/**
 * Discrete Fourier transform of one line of `length` complex numbers, in place: [re, im, re, im,
 * ...]. A convolution with a chirp (Bluestein 1970, https://doi.org/10.1109/TAU.1970.1162132), as a
 * face is never a power of two wide, and what it is padded with would be measured too.
 */
export function lineTransform(length: number): (line: Float64Array) => void {
  const size = 2 ** Math.max(1, Math.ceil(Math.log2(2 * length - 1)));
  const fft = new FFT(size);
  const chirp = chirpOf(length);
  const response = new Float64Array(2 * size);
  fft.transform(response, wrapped(chirp, size));
  const padded = new Float64Array(2 * size);
  const spectrum = new Float64Array(2 * size);
  return (line) => {
    padded.fill(0);
    for (let n = 0; n < 2 * length; n += 2) multiply(padded, line, chirp, n);
    fft.transform(spectrum, padded);
    for (let n = 0; n < 2 * size; n += 2) multiply(spectrum, spectrum, response, n);
    fft.inverseTransform(padded, spectrum);
    for (let n = 0; n < 2 * length; n += 2) multiply(line, padded, chirp, n);
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

/** out[n] = a[n] * b[n] as complex numbers. */
function multiply(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  const re = a[n]! * b[n]! - a[n + 1]! * b[n + 1]!;
  out[n + 1] = a[n]! * b[n + 1]! + a[n + 1]! * b[n]!;
  out[n] = re;
}
