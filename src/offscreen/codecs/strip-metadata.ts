import type { SourceFormat } from './file-format';
import { stripJpeg } from './strip-jpeg';
import { stripPng } from './strip-png';
import { stripWebp } from './strip-webp';

/**
 * The same photo without its metadata, for one that passes as it is: compressed pixels byte for byte,
 * orientation and colour as before, and no place left where another picture could be
 * (docs/decisions/0005). Throws 'corrupt-file', 'animated', 'unsupported-format', 'unsupported-depth' or
 * 'unsupported-colour'; never for a file that decodeFile accepts.
 */
export function stripMetadata(
  bytes: Uint8Array,
  format: SourceFormat['format'],
): Uint8Array<ArrayBuffer> {
  switch (format) {
    case 'jpeg':
      return stripJpeg(bytes);
    case 'png':
      return stripPng(bytes);
    case 'webp':
      return stripWebp(bytes);
  }
}
