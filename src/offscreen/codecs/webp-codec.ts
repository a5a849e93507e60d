// The package declares its Emscripten types globally and forgets to refer to them.
/// <reference types="@jsquash/webp/emscripten-types" />
import createWebpDecoder from '@jsquash/webp/codec/dec/webp_dec.js';
import createWebpEncoder from '@jsquash/webp/codec/enc/webp_enc.js';
import { defaultOptions } from '@jsquash/webp/meta.js';
import type { Photo } from '../../engine/photo';
import type { SourceFormat } from './file-format';
import { instantiateFrom } from './instantiate-from';
import { corruptFile } from './parse-guard';

type WebpSource = Extract<SourceFormat, { format: 'webp' }>;

/** A lossy WebP does not say at which quality it was made; this one adds little on top of any. */
const LOSSY_QUALITY = 95;

/** Decodes a still WebP to RGBA, not yet upright. Rejects with 'corrupt-file' when libwebp gives up. */
export async function decodeWebp(wasm: WebAssembly.Module, bytes: Uint8Array): Promise<Photo> {
  const decoder = await createWebpDecoder({
    noInitialRun: true,
    instantiateWasm: instantiateFrom(wasm),
  });
  const image = decoder.decode(bytes as Uint8Array<ArrayBuffer>);
  if (image === null) throw corruptFile('The WebP cannot be decoded.');
  return { width: image.width, height: image.height, data: image.data };
}

/**
 * Encodes as the source was: lossless with exact pixels, those under full transparency included, or lossy
 * with a lossless alpha plane. Pixels without transparency give a file without an alpha plane.
 */
export async function encodeWebp(
  wasm: WebAssembly.Module,
  photo: Photo,
  source: WebpSource,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = await createWebpEncoder({
    noInitialRun: true,
    instantiateWasm: instantiateFrom(wasm),
  });
  const mode = source.lossless ? { lossless: 1, exact: 1 } : { quality: LOSSY_QUALITY };
  const bytes = encoder.encode(
    photo.data as Uint8ClampedArray<ArrayBuffer>,
    photo.width,
    photo.height,
    {
      ...defaultOptions,
      ...mode,
      method: 4,
      alpha_quality: 100,
    },
  );
  if (bytes === null) throw new RangeError('libwebp refused the picture.');
  return new Uint8Array(bytes);
}
