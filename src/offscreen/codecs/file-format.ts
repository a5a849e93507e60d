import type { Photo } from '../../engine/photo';

/** What the source file was, as far as the output has to match it. */
export type SourceFormat =
  | {
      readonly format: 'jpeg';
      /** IJG quality whose standard tables are nowhere coarser than the source's, 1..100. */
      readonly quality: number;
      readonly subsampling: '4:4:4' | '4:2:2' | '4:2:0' | 'grey';
      readonly progressive: boolean;
    }
  | { readonly format: 'png'; readonly hasAlpha: boolean }
  | { readonly format: 'webp'; readonly lossless: boolean; readonly hasAlpha: boolean };

export interface DecodedFile {
  readonly photo: Photo;
  readonly source: SourceFormat;
}

/** Compiled codec modules by file name, so that Node tests and the worker load them alike. */
export type ReadCodecWasm = (file: string) => Promise<BufferSource>;
