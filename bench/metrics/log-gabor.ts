/** Wavelengths of the four scales, in pixels: 6, 12, 24, 48. */
export const SHORTEST_WAVELENGTH = 6;
const SCALES = [0, 1, 2, 3].map((scale) => SHORTEST_WAVELENGTH * 2 ** scale);
const ORIENTATIONS = [0, 1, 2, 3].map((index) => (index * Math.PI) / 4);

/** Width of a filter along its radius, as a ratio to its centre frequency. */
const SIGMA_ON_F = 0.55;
/** Width of a filter in angle: the distance between orientations over 1.2. */
const THETA_SIGMA = Math.PI / 4 / 1.2;

/** Butterworth low-pass, to leave out the corners of the spectrum. */
const CUTOFF = 0.45;
const ORDER = 15;

/**
 * Real transfer functions of the log-Gabor filters of FSIM for planes of this size, by orientation,
 * then by scale, finest first; frequency 0 at index 0 (Zhang et al. 2011, with the constants of the
 * authors' phasecong2; after Kovesi 1999).
 */
export function logGaborFilters(width: number, height: number): Float64Array[][] {
  const filters = ORIENTATIONS.map(() => SCALES.map(() => new Float64Array(width * height)));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (i === 0) continue; // No filter lets the mean pass.
      const u = frequency(x, width);
      const v = frequency(y, height);
      const radius = Math.sqrt(u * u + v * v);
      const passed = lowPass(radius);
      const radial = SCALES.map((wavelength) => passed * logGabor(radius, 1 / wavelength));
      const theta = Math.atan2(-v, u);
      for (const [o, orientation] of ORIENTATIONS.entries()) {
        const spread = angularSpread(theta, orientation);
        for (const [s, gain] of radial.entries()) filters[o]![s]![i] = gain * spread;
      }
    }
  }
  return filters;
}

/** Cycles per pixel, as the authors lay them out: at an odd size the two ends are exactly 0.5. */
function frequency(index: number, size: number): number {
  const cycles = index < Math.ceil(size / 2) ? index : index - size;
  return cycles / (size % 2 === 0 ? size : size - 1);
}

function logGabor(radius: number, centre: number): number {
  return Math.exp(-(Math.log(radius / centre) ** 2) / (2 * Math.log(SIGMA_ON_F) ** 2));
}

function lowPass(radius: number): number {
  return 1 / (1 + (radius / CUTOFF) ** (2 * ORDER));
}

/** Gaussian in the angle between the two, of which there is one way round and the other. */
function angularSpread(theta: number, orientation: number): number {
  const apart = Math.abs(theta - orientation) % (2 * Math.PI);
  const angle = Math.min(apart, 2 * Math.PI - apart);
  return Math.exp(-(angle ** 2) / (2 * THETA_SIGMA ** 2));
}
