import type { Photo } from '../../engine/photo';
import { UnnoticedError } from '../../shared/errors';
import type { CodecWasmName } from './codec-wasm';
import type { ReadCodecWasm, SourceFormat } from './file-format';
import { decodeJpeg, encodeJpeg } from './jpeg-codec';
import { decodePng } from './png-decode';
import { encodePng } from './png-encode';
import { decodeWebp, encodeWebp } from './webp-codec';

type SourceOf<Format> = Extract<SourceFormat, { format: Format }>;

/**
 * Pixels from files and files from pixels, nothing decided: formats, limits and orientation are the
 * affair of decodeFile and encodeFile. Each call runs in an instance of its own, so calls may overlap.
 */
export interface Codecs {
  readonly decodeJpeg: (bytes: Uint8Array) => Promise<Photo>;
  readonly decodePng: (bytes: Uint8Array) => Promise<Photo>;
  readonly decodeWebp: (bytes: Uint8Array) => Promise<Photo>;
  readonly encodeJpeg: (photo: Photo, source: SourceOf<'jpeg'>) => Promise<Uint8Array<ArrayBuffer>>;
  readonly encodePng: (photo: Photo, source: SourceOf<'png'>) => Promise<Uint8Array<ArrayBuffer>>;
  readonly encodeWebp: (photo: Photo, source: SourceOf<'webp'>) => Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * Codecs whose wasm is read and compiled at first use, once each. A file that could not be read makes
 * the call fail with 'engine-start' and is asked for again at the next use.
 */
export function createCodecs(readWasm: ReadCodecWasm): Codecs {
  const compiled = new Map<CodecWasmName, Promise<WebAssembly.Module>>();
  const compileOnce = (name: CodecWasmName): Promise<WebAssembly.Module> => {
    const known = compiled.get(name);
    if (known) return known;
    const compiling = readWasm(name)
      .then((bytes) => WebAssembly.compile(bytes))
      .catch((cause: unknown) => {
        // Not the photo's fault, so never to be told as 'corrupt-file'.
        throw new UnnoticedError('engine-start', `The codec ${name} cannot be loaded.`, { cause });
      });
    compiled.set(name, compiling);
    compiling.catch(() => compiled.delete(name));
    return compiling;
  };
  return {
    decodeJpeg: async (bytes) => decodeJpeg(await compileOnce('libjpeg-turbo.wasm'), bytes),
    decodePng: async (bytes) => decodePng(await compileOnce('png.wasm'), bytes),
    decodeWebp: async (bytes) => decodeWebp(await compileOnce('webp-decoder.wasm'), bytes),
    encodeJpeg: async (photo, source) =>
      encodeJpeg(await compileOnce('libjpeg-turbo.wasm'), photo, source),
    encodePng: (photo, source) => encodePng(photo, source.hasAlpha),
    encodeWebp: async (photo, source) =>
      encodeWebp(await compileOnce('webp-encoder.wasm'), photo, source),
  };
}
