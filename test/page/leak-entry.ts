/** Protects many small photos, one after the other, on one wasm backend. */
import { backend, memory } from '@tensorflow/tfjs-core';
import { protectPhoto } from '../../src/engine';
import type { FaceReport, ProtectHost } from '../../src/engine';
import type { Photo } from '../../src/engine/photo';
import { crop, hostFor, modelsOn, readSample } from '../support/page-engine';

/** Of the wasm backend: its typings lean on Emscripten's, which are not installed. */
interface WasmMemory {
  readonly wasm: { readonly HEAPU8: Uint8Array };
}

/** What is left after a photo. */
export interface Rest {
  /** Pictures that were encoded or decoded, without the photo itself. */
  readonly pictures: number;
  /** Bytes of pixels that are still held by those. */
  readonly pixels: number;
  readonly faces: number;
  readonly steps: number;
  readonly tensors: number;
  readonly bytes: number;
  /** Size of the wasm memory, which never shrinks. */
  readonly heap: number;
}

export interface Run {
  readonly tensorsBefore: number;
  readonly rests: readonly Rest[];
}

export async function protectMany(count: number): Promise<Run> {
  const photo = await readSample('sample1');
  const models = await modelsOn('wasm');
  const host = hostFor({ format: 'png', hasAlpha: false });
  let pictures: Photo[] = [];
  const watched: ProtectHost = {
    ...host,
    encode: async (picture) => {
      pictures.push(picture);
      return host.encode(picture);
    },
    decode: async (bytes) => {
      const picture = await host.decode(bytes);
      pictures.push(picture);
      return picture;
    },
  };
  let original: Photo;
  const protect = async (i: number): Promise<readonly FaceReport[]> => {
    pictures = [];
    // 20 places of the window around the same face.
    const region = [352 + 4 * (i % 5), 384 + 4 * Math.floor(i / 5), 352, 288] as const;
    original = crop(photo, region);
    const { faces } = await protectPhoto(
      original,
      models,
      { mode: 'nontargeted', form: 'product', seed: i, k: 1, maxSteps: 2 },
      watched,
    );
    return faces;
  };
  // The first gradient makes the filters for the way back, which stay with the models.
  await protect(0);
  const tensorsBefore = memory().numTensors;
  const rests: Rest[] = [];
  for (let i = 0; i < count; i++) {
    const faces = await protect(i);
    // All but the photo itself, which is encoded as it is for the report.
    const others = pictures.filter((picture) => picture !== original);
    rests.push({
      pictures: others.length,
      pixels: others.reduce((sum, { data }) => sum + data.length, 0),
      faces: faces.length,
      steps: faces.reduce((sum, face) => sum + face.steps, 0),
      tensors: memory().numTensors,
      bytes: memory().numBytes,
      heap: (backend() as unknown as WasmMemory).wasm.HEAPU8.byteLength,
    });
  }
  return { tensorsBefore, rests };
}
