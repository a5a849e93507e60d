export { createCodecs, type Codecs } from './codecs';
export { CODEC_WASM } from './codec-wasm';
export { decodeFile } from './decode-file';
export { encodeFile } from './encode-file';
export { sniffFormat, type SniffedFormat } from './sniff-format';
export { stripMetadata } from './strip-metadata';
