import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createCodecs } from '../../src/offscreen/codecs';
import { CODEC_WASM } from '../../src/offscreen/codecs/codec-wasm';
import type { ReadCodecWasm } from '../../src/offscreen/codecs/file-format';

/** Reads the codecs' wasm file from its package, where the build takes it from. */
export const readCodecWasm: ReadCodecWasm = async (file) => {
  if (file !== CODEC_WASM.name) throw new Error(`No codec is called ${file}`);
  const url = new URL(`../../node_modules/${CODEC_WASM.packagePath}`, import.meta.url);
  return new Uint8Array(await readFile(fileURLToPath(url)));
};

/** One for all that a test process does: compiling them takes longer than most photos. */
export const codecs = createCodecs(readCodecWasm);
