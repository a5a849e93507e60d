export { createCodecs, type Codecs } from './codecs';
export { decodeFile } from './decode-file';
export { encodeFile } from './encode-file';
export { stripMetadata } from './strip-metadata';
