/// <reference types="./libjpeg-turbo" />
import createLibjpegTurbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs';
import type { Photo } from '../../engine/photo';
import type { SourceFormat } from './file-format';
import { instantiateFrom } from './instantiate-from';

type JpegSource = Extract<SourceFormat, { format: 'jpeg' }>;

/** Samples per pixel that each layout stores. */
const SAMPLES_PER_PIXEL = { '4:4:4': 3, '4:2:2': 2, '4:2:0': 1.5, grey: 1 } as const;

/**
 * Noise of black and white pixels at quality 100 takes 1.65 bytes a sample (measured); libjpeg-turbo's own
 * bound, tj3JPEGBufSize, is 2.
 */
const MOST_BYTES_PER_SAMPLE = 1.9;
const MOST_HEADER_BYTES = 2048;

const SUBSAMPLING_CODES = { '4:4:4': 0, '4:2:2': 1, '4:2:0': 2, grey: 3 } as const;

/**
 * Decodes a JPEG to RGBA (alpha 255), as stored, not yet upright. A module instance of its own: its
 * memory, which wasm cannot shrink, goes with it, and no error leaves anything behind.
 * Rejects with whatever the codec throws; it throws on libjpeg warnings too.
 */
export async function decodeJpeg(wasm: WebAssembly.Module, bytes: Uint8Array): Promise<Photo> {
  const codec = await createLibjpegTurbo({ instantiateWasm: instantiateFrom(wasm) });
  const decoder = new codec.JPEGDecoder();
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  decoder.decode();
  const { width, height, componentCount } = decoder.getFrameInfo();
  const samples = decoder.getDecodedBuffer();
  const data = new Uint8ClampedArray(4 * width * height);
  const [green, blue] = componentCount === 1 ? [0, 0] : [1, 2];
  for (let from = 0, to = 0; to < data.length; from += componentCount, to += 4) {
    data[to] = samples[from]!;
    data[to + 1] = samples[from + green]!;
    data[to + 2] = samples[from + blue]!;
    data[to + 3] = 255;
  }
  decoder.delete();
  return { width, height, data };
}

/**
 * Encodes with the standard tables at the source's quality, layout and scan order; alpha is ignored
 * (a JPEG source has none). A grey source stays a grey file: the luma of the photo (BT.601, as in JFIF).
 */
export async function encodeJpeg(
  wasm: WebAssembly.Module,
  photo: Photo,
  source: JpegSource,
): Promise<Uint8Array<ArrayBuffer>> {
  const codec = await createLibjpegTurbo({ instantiateWasm: instantiateFrom(wasm) });
  const encoder = new codec.JPEGEncoder();
  const { width, height, data } = photo;
  const samples = encoder.getDecodedBuffer({
    width,
    height,
    bitsPerSample: 8 * outputRoom(photo, source.subsampling),
    componentCount: 3,
    isSigned: false,
  });
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    samples[to] = data[from]!;
    samples[to + 1] = data[from + 1]!;
    samples[to + 2] = data[from + 2]!;
  }
  encoder.setQuality(source.quality);
  encoder.setSubSampling(SUBSAMPLING_CODES[source.subsampling]);
  encoder.setProgressive(source.progressive);
  encoder.encode();
  const bytes = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes;
}

/**
 * How many times the pixels' own bytes the encoder needs for its output. The package gives the output as
 * much room as `bitsPerSample` says the pixels take and writes past its end when a small or noisy photo
 * needs more (version 1.2.8); more bits per sample give more room and change nothing else.
 * The package keeps the bits in one byte, so a photo of a few pixels has none: RangeError.
 */
function outputRoom({ width, height }: Photo, subsampling: JpegSource['subsampling']): number {
  const paddedPixels = Math.ceil(width / 16) * Math.ceil(height / 16) * 256;
  const samples = SAMPLES_PER_PIXEL[subsampling] * paddedPixels;
  const needed = MOST_BYTES_PER_SAMPLE * samples + MOST_HEADER_BYTES;
  const times = Math.ceil(needed / (3 * width * height));
  if (times > 31) throw new RangeError('The photo is too small to be encoded as JPEG.');
  return times;
}
