/** The engine in a plain page, on the backends as the extension sets them up. Runs in the page. */
import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import type { EngineModels } from '../../src/engine';
import { loadEngineModels } from '../../src/engine';
import type { ModelIndex } from '../../src/engine/models/model-index';
import type { Box, Photo } from '../../src/engine/photo';
import type { ProtectHost } from '../../src/engine/protect-types';
import { createCodecs, decodeFile, encodeFile } from '../../src/offscreen/codecs';
import type { SourceFormat } from '../../src/offscreen/codecs/file-format';
import { chooseBackend } from '../../src/offscreen/worker/choose-backend';
import type { Backend } from '../../src/shared/report';

const codecs = createCodecs((name) => fetchFile(`/codecs/${name}`));
const models = new Map<Backend, Promise<EngineModels>>();

/** Makes `backend` the current one and gives the networks on it, which are loaded once. */
export async function modelsOn(backend: Backend): Promise<EngineModels> {
  const known = models.get(backend);
  if (known !== undefined) {
    if (!(await setBackend(backend)) || getBackend() !== backend) throw new Error(`No ${backend}`);
    return known;
  }
  await chooseBackend({ wish: backend, without: [] }, '/tfjs/');
  const index = (await (await fetch('/models/index.json')).json()) as ModelIndex;
  const loading = loadEngineModels(index, (path) => fetchFile(`/models/${path}`));
  models.set(backend, loading);
  return loading;
}

export async function readSample(name: 'sample1' | 'sample6'): Promise<Photo> {
  const bytes = new Uint8Array(await fetchFile(`/photos/${name}.jpg`));
  return (await decodeFile(bytes, codecs)).photo;
}

export function crop(photo: Photo, [left, top, width, height]: Box): Photo {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    const from = 4 * ((top + row) * photo.width + left);
    data.set(photo.data.subarray(from, from + 4 * width), 4 * row * width);
  }
  return { width, height, data };
}

/** What any reader of the encoded photo sees. */
export async function throughFile(photo: Photo, format: SourceFormat): Promise<Photo> {
  return (await decodeFile(await encodeFile(photo, format, codecs), codecs)).photo;
}

/**
 * A host with the real codecs. `delivered` gets every changed version of `original` as its file
 * decodes, in order.
 */
export function hostFor(
  format: SourceFormat,
  original?: Photo,
  delivered: Photo[] = [],
): ProtectHost {
  let unchanged: Uint8Array | undefined;
  return {
    encode: async (photo) => {
      const bytes = await encodeFile(photo, format, codecs);
      if (photo === original) unchanged = bytes;
      return bytes;
    },
    decode: async (bytes) => {
      const { photo } = await decodeFile(bytes, codecs);
      // The engine releases its own.
      if (bytes !== unchanged) delivered.push({ ...photo, data: photo.data.slice() });
      return photo;
    },
    checkpoint: () => Promise.resolve(),
    progress: () => undefined,
    enter: () => undefined,
  };
}

async function fetchFile(path: string): Promise<ArrayBuffer> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.arrayBuffer();
}
