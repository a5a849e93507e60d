import type { Photo } from '../../engine/photo';
import type { KeptMetadata } from './kept-metadata';
import type { SniffedFormat } from './sniff-format';

/** How the output is written: the source's own format where it has a writer, as near to it as can be. */
export type SourceFormat =
  | {
      readonly format: 'jpeg';
      /** IJG quality, 1..100: of the standard tables, or about that of `tables`. */
      readonly quality: number;
      /** Quantisation tables of the source, luma and chroma, in zigzag order; standard ones without. */
      readonly tables?: readonly (readonly number[])[];
      readonly subsampling: '4:4:4' | '4:2:2' | '4:2:0' | 'grey';
      readonly progressive: boolean;
    }
  | { readonly format: 'png'; readonly hasAlpha: boolean }
  | {
      readonly format: 'webp';
      readonly lossless: boolean;
      readonly hasAlpha: boolean;
      /** Of a lossy one, 1..100; a file does not say it: fitToSource finds one. */
      readonly quality?: number;
    }
  | {
      readonly format: 'avif';
      readonly hasAlpha: boolean;
      /** As of a WebP. */
      readonly quality?: number;
    };

/** A photo in the colours of its own profile, where those reach beyond sRGB. */
export interface NativeColours {
  /** Upright, as large as the photo that the engine sees. */
  readonly photo: Photo;
  /** Reduced to its numbers; it is in the output as well. */
  readonly profile: Uint8Array;
}

export interface DecodedFile {
  /** What the engine sees: 8 bits, sRGB, upright. */
  readonly photo: Photo;
  readonly source: SourceFormat;
  /** What the file was. */
  readonly container: SniffedFormat;
  readonly native?: NativeColours;
  readonly kept: KeptMetadata;
  /** Whether the file itself may go as it is, once its metadata is off (stripMetadata). */
  readonly passes: boolean;
}

/** Compiled codec modules by file name, so that Node tests and the worker load them alike. */
export type ReadCodecWasm = (file: string) => Promise<BufferSource>;
