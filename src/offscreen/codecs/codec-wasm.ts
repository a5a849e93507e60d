/** The wasm files that have to lie beside the build, and where their packages keep them. */
export const CODEC_WASM = [
  {
    name: 'libjpeg-turbo.wasm',
    packagePath: '@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm.wasm',
  },
  { name: 'png.wasm', packagePath: '@jsquash/png/codec/pkg/squoosh_png_bg.wasm' },
  { name: 'webp-decoder.wasm', packagePath: '@jsquash/webp/codec/dec/webp_dec.wasm' },
  { name: 'webp-encoder.wasm', packagePath: '@jsquash/webp/codec/enc/webp_enc.wasm' },
] as const;

export type CodecWasmName = (typeof CODEC_WASM)[number]['name'];
