import type { Photo } from '../../engine/photo';
import { UnnoticedError } from '../../shared/errors';
import { CODEC_WASM } from './codec-wasm';
import type { ReadCodecWasm, SourceFormat } from './file-format';
import { jpegTablesFile, type StartFile } from './jpeg-tables-file';
import type { KeptMetadata } from './kept-metadata';
import { convertColours } from './magick-colour';
import {
  pingPicture,
  readPicture,
  type MagickReadable,
  type Picture,
  type PictureHeader,
} from './magick-read';
import { withMagick } from './magick-room';
import { writeAvif, writeJpeg, writePng, writeWebp } from './magick-write';

type SourceOf<Format> = Extract<SourceFormat, { format: Format }>;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Pixels from files and files from pixels, and colours, by ImageMagick; nothing decided: formats, limits
 * and orientation are the affair of decodeFile and encodeFile. Each call has an instance of its own.
 */
export interface Codecs {
  readonly pingPicture: (bytes: Uint8Array, format: MagickReadable) => Promise<PictureHeader>;
  readonly readPicture: (bytes: Uint8Array, format: MagickReadable) => Promise<Picture>;
  readonly convertColours: (
    ...parameters: Parameters<typeof convertColours>
  ) => Promise<Uint8ClampedArray>;
  readonly encodeJpeg: (photo: Photo, source: SourceOf<'jpeg'>) => Promise<Bytes>;
  readonly encodePng: (photo: Photo, source: SourceOf<'png'>) => Promise<Bytes>;
  readonly encodeWebp: (photo: Photo, source: SourceOf<'webp'>) => Promise<Bytes>;
  readonly encodeAvif: (
    photo: Photo,
    source: SourceOf<'avif'>,
    kept: KeptMetadata,
  ) => Promise<Bytes>;
}

/**
 * Codecs whose wasm is read and compiled at first use, once. A file that could not be read makes the
 * call fail with 'engine-start' and is asked for again at the next use.
 */
export function createCodecs(readWasm: ReadCodecWasm): Codecs {
  let compiled: Promise<WebAssembly.Module> | undefined;
  const compileOnce = (): Promise<WebAssembly.Module> => {
    compiled ??= compile(readWasm).catch((error: unknown) => {
      compiled = undefined;
      throw error;
    });
    return compiled;
  };
  const onMagick = async <Result>(
    work: () => Result,
    files: readonly StartFile[] = [],
  ): Promise<Result> => withMagick(await compileOnce(), work, files);
  return {
    pingPicture: (bytes, format) => onMagick(() => pingPicture(bytes, format)),
    readPicture: (bytes, format) => onMagick(() => readPicture(bytes, format)),
    convertColours: (...parameters) => onMagick(() => convertColours(...parameters)),
    encodeJpeg: (photo, source) =>
      onMagick(
        () => writeJpeg(photo, source),
        source.tables === undefined ? [] : [jpegTablesFile(source.tables)],
      ),
    encodePng: (photo, source) => onMagick(() => writePng(photo, source)),
    encodeWebp: (photo, source) => onMagick(() => writeWebp(photo, source)),
    encodeAvif: (photo, source, kept) => onMagick(() => writeAvif(photo, source, kept)),
  };
}

async function compile(readWasm: ReadCodecWasm): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readWasm(CODEC_WASM.name));
  } catch (cause) {
    // Not the photo's fault, so never to be told as 'corrupt-file'.
    throw new UnnoticedError('engine-start', 'The codecs cannot be loaded.', { cause });
  }
}
