/**
 * A decoded photo: 8-bit sRGB, RGBA order, upright (orientation already resolved).
 * `data` has length 4 * width * height. The engine keeps the photo in 8 bits, as it will be
 * delivered, and works in [0, 1] floats only inside the face patches (docs/decisions/0003).
 */
export interface Photo {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** An axis-aligned rectangle in photo pixels: left, top, width, height. */
export type Box = readonly [x: number, y: number, width: number, height: number];
