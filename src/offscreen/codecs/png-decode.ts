import type { InitOutput } from '@jsquash/png/codec/pkg/squoosh_png.js';
import type { Photo } from '../../engine/photo';
import { corruptFile } from './parse-guard';

type PngExports = Pick<InitOutput, 'memory' | '__wbindgen_malloc' | 'decode'>;

/**
 * Decodes any 8-bit-or-less PNG (palette, grey, tRNS, interlaced) to RGBA. The package's own loader
 * keeps one instance for ever, with all the memory of the largest photo so far, and makes an ImageData;
 * this one binds the same five imports to an instance that lives for one call.
 * Rejects with 'corrupt-file' or with the codec's trap.
 */
export async function decodePng(wasm: WebAssembly.Module, bytes: Uint8Array): Promise<Photo> {
  let photo: Photo | undefined;
  const bindings: Record<string, WebAssembly.ImportValue> = {
    newwithownedu8clampedarrayandsh: (
      at: number,
      length: number,
      width: number,
      height: number,
    ) => {
      const pixels = new Uint8ClampedArray(exports.memory.buffer, at >>> 0, length >>> 0);
      photo = { width, height, data: pixels.slice() };
      return 0;
    },
    throw: () => {
      throw corruptFile('The PNG cannot be decoded.');
    },
  };
  const wbg: Record<string, WebAssembly.ImportValue> = {};
  for (const { name } of WebAssembly.Module.imports(wasm)) {
    // '__wbg_NAME_hash' or '__wbindgen_NAME'; those that the 8-bit path never calls give nothing.
    const plainName = name.replace(/^__wb(?:indgen|g)_/, '').replace(/_[0-9a-f]{16}$/, '');
    wbg[name] = bindings[plainName] ?? (() => 0);
  }
  const instance = await WebAssembly.instantiate(wasm, { wbg });
  const exports = instance.exports as unknown as PngExports;
  const at = exports.__wbindgen_malloc(bytes.length, 1) >>> 0;
  new Uint8Array(exports.memory.buffer).set(bytes, at);
  exports.decode(at, bytes.length);
  if (photo === undefined) throw corruptFile('The PNG cannot be decoded.');
  return photo;
}
