/** The wasm file that has to lie beside the build, and where its package keeps it. */
export const CODEC_WASM = {
  name: 'magick.wasm',
  packagePath: '@imagemagick/magick-wasm/dist/x86/magick.wasm',
} as const;
