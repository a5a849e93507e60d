import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web';
import type { Matcher, Thresholds } from './matcher';

/**
 * The judges: recognisers by others, trained on other photos. One is of mobilefacenet's design
 * (docs/decisions/0045); the other, EdgeFace XXS (George et al. 2023,
 * https://arxiv.org/abs/2307.01838), of another family. For measuring, never for choosing: an
 * import rule (.dependency-cruiser.cjs) keeps this file, and every ONNX runtime, in the one bench
 * that reports it. Their files are named by the caller and never copied.
 */
const SIZE = 112;
/** Cosine thresholds as they came with each judge, at these false accept rates. */
export const JUDGES = {
  judge: { '1e-2': 0.332, '1e-3': 0.441 },
  'judge-b': { '1e-2': 0.241, '1e-3': 0.328 },
} as const satisfies Record<string, Thresholds>;

export type JudgeName = keyof typeof JUDGES;

/**
 * Loads a judge onto onnxruntime's wasm backend, one thread. Its input are faces [n, 3, 112, 112]
 * RGB in [0, 1], aligned as for ArcFace; its output embeddings of L2 norm 1. Rejects when the file
 * is no such network.
 */
export async function loadJudge(id: JudgeName, path: string): Promise<Matcher> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(new Uint8Array(await readFile(path)), {
    executionProviders: ['wasm'],
  });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  if (input === undefined || output === undefined) throw new Error('The judge has no input');
  return {
    id,
    size: SIZE,
    crop: { x: 0, y: 0, side: 112 },
    thresholds: JUDGES[id],
    embed: async (faces) => {
      const planes = new Float32Array(faces.length * 3 * SIZE * SIZE);
      faces.forEach((face, i) => planes.set(planesOf(face), i * face.length));
      const tensor = new ort.Tensor('float32', planes, [faces.length, 3, SIZE, SIZE]);
      const result = await session.run({ [input]: tensor });
      const data = result[output]!.data as Float32Array;
      const length = data.length / faces.length;
      return faces.map((_, i) => data.slice(i * length, (i + 1) * length));
    },
  };
}

/** From pixels (NHWC) to planes (NCHW). */
function planesOf(face: Float32Array): Float32Array {
  const pixels = face.length / 3;
  return Float32Array.from({ length: face.length }, (_, i) => {
    const plane = Math.floor(i / pixels);
    return face[(i % pixels) * 3 + plane]!;
  });
}
