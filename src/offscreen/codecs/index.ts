export { createCodecs, type Codecs } from './codecs';
export { decodeFile } from './decode-file';
export { encodeFile, encodeLike } from './encode-file';
export { MOST_FILE_BYTES } from './limits';
export { stripMetadata } from './strip-metadata';
