export { createCodecs, type Codecs } from './codecs';
export { decodeFile } from './decode-file';
export { encodeFile, encodeLike } from './encode-file';
export { fitToSource } from './fit-to-source';
export { MOST_FILE_BYTES } from './limits';
export { platformPasses } from './platform-passes';
export { passOn, recompress, type PassOn } from './recompress';
export { stripMetadata } from './strip-metadata';
