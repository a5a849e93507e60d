import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Codecs } from '../../src/offscreen/codecs';
import { CODEC_WASM } from '../../src/offscreen/codecs/codec-wasm';
import { createCodecs, decodeFile } from '../../src/offscreen/codecs';
import type { DecodedFile } from '../../src/offscreen/codecs/file-format';

/** The shipped codecs, their wasm read from the packages that the build takes it from. */
export function codecsInNode(): Codecs {
  return createCodecs(async (name) => {
    if (name !== CODEC_WASM.name) throw new Error(`No codec file ${name}`);
    return new Uint8Array(await readFile(join('node_modules', CODEC_WASM.packagePath)));
  });
}

export async function readPhoto(path: string, codecs: Codecs): Promise<DecodedFile> {
  return decodeFile(await readFile(path), codecs);
}
