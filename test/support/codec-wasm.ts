import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CODEC_WASM } from '../../src/offscreen/codecs/codec-wasm';
import type { ReadCodecWasm } from '../../src/offscreen/codecs/file-format';

/** Reads the codecs' wasm files from their packages, where the build takes them from. */
export const readCodecWasm: ReadCodecWasm = async (file) => {
  const known = CODEC_WASM.find(({ name }) => name === file);
  if (known === undefined) throw new Error(`No codec is called ${file}`);
  const url = new URL(`../../node_modules/${known.packagePath}`, import.meta.url);
  return new Uint8Array(await readFile(fileURLToPath(url)));
};
