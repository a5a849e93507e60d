import type { Photo } from '../../engine/photo';
import type { Orientation } from './exif-orientation';
import type { SourceFormat } from './file-format';

/** A picture out of its file, before orientation and colour are dealt with. */
export interface StoredPicture {
  /** As stored; in the colours of `profile`, sRGB without one. */
  readonly photo: Photo;
  readonly orientation: Orientation;
  readonly profile: Uint8Array | null;
  readonly isGrey: boolean;
  readonly exif: Uint8Array | undefined;
  readonly source: SourceFormat;
  /** Whether the file itself may go without its metadata, as far as its format goes. */
  readonly passes: boolean;
}
