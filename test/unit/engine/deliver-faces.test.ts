import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ARCFACE_POINTS } from '../../../src/engine/align/five-points';
import { deliverFaces } from '../../../src/engine/deliver-faces';
import type { Point } from '../../../src/engine/geometry/similarity';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { FrozenNetwork } from '../../../src/engine/network/frozen-network';
import type { OpenFace } from '../../../src/engine/open-face';
import type { Photo } from '../../../src/engine/photo';
import type { FaceWork } from '../../../src/engine/protect-face';
import type { PlatformPass, ProtectHost, ProtectOptions } from '../../../src/engine/protect-types';
import { startCpu } from '../../support/engine-cpu';
import { drawPhoto } from '../../support/engine-photos';

beforeAll(startCpu);

/** Every picture is of one grey, by which the networks know it. */
const grey = (level: number): Photo => drawPhoto(160, 160, () => [level, level, level]);
const [ORIGINAL, CHANGED, FILE] = [10, 11, 20];
const OPTIONS: ProtectOptions = {
  mode: 'nontargeted',
  form: 'product',
  seed: 1,
  k: 1,
  maxSteps: 1,
};

const moved = ([x, y]: Point): Point => [x + 24, y + 24];
const [a, b, c, d, e] = ARCFACE_POINTS;
const FACE: OpenFace['work']['reference']['face'] = {
  box: [40, 40, 80, 80],
  points: [moved(a), moved(b), moved(c), moved(d), moved(e)],
  score: 1,
};

interface Scene {
  /** Greys of the pictures in which the face still is the same. */
  readonly alike?: readonly number[];
  /** Greys of the pictures in which the landmarks are those of no face. */
  readonly lost?: readonly number[];
  /** By grey: milliseconds until the embeddings come. */
  readonly late?: Readonly<Record<number, number>>;
}

/** Networks that answer by the grey that they are shown, and what they were asked. */
function networks({ alike = [], lost = [], late = {} }: Scene) {
  const log: string[] = [];
  let open = 0;
  const landmarker: FrozenNetwork = {
    run: (input: Tensor4D) => {
      const level = Math.round(255 * (input.dataSync()[0] ?? NaN));
      return [mesh(), tf.tensor2d([[lost.includes(level) ? 0 : 1]])];
    },
    dispose: () => undefined,
  };
  const elsewhere: EngineModels['elsewhere'] = {
    workers: 2,
    gradient: () => Promise.reject(new Error('Nobody asks for gradients')),
    detect: () => Promise.resolve([]),
    embed: async (_, faces) => {
      const level = Math.round(255 * (faces[0]?.[0] ?? NaN));
      open += 1;
      await new Promise((resolve) => setTimeout(resolve, late[level] ?? 0));
      log.push(`embedded ${String(level)}`);
      open -= 1;
      return faces.map(() => new Float32Array(alike.includes(level) ? [1, 0] : [0, 1]));
    },
  };
  const calibration = {
    genuineMean: 0.8,
    impostorMean: 0.3,
    thresholds: { '1e-2': 0.55, '1e-3': 0.6, '1e-4': 0.65 },
  };
  const recogniser = { id: 'one', crop: { x: 0, y: 0, side: 112 }, inputSize: 4, calibration };
  const detector = { run: () => [], dispose: () => undefined };
  const models = { detector, landmarker, recognisers: [recogniser], elsewhere };
  return { models: models as unknown as EngineModels, log, underWay: () => open };
}

/** Landmarks about the middle of the crop: the right half of the person's face is the left one here. */
function mesh() {
  const values = Float32Array.from({ length: 1404 }, (_, i) => {
    const point = Math.floor(i / 3);
    if (i % 3 === 0) return point < 247 ? 60 : 132;
    return i % 3 === 1 ? 40 + 112 * ((point % 17) / 16) : 0;
  });
  return tf.tensor2d(values, [1, 1404]);
}

function openFace(): OpenFace {
  const work: Pick<FaceWork, 'reference' | 'patch' | 'paste'> = {
    reference: { face: FACE, embeddings: [new Float32Array([1, 0])] },
    patch: {
      size: 128,
      toPhoto: { a: 1, b: 0, tx: 16, ty: 16 },
      fromPhoto: { a: 1, b: 0, tx: -16, ty: -16 },
      region: [16, 16, 128, 128],
    },
    paste: (photo) => {
      photo.data.fill(CHANGED);
    },
  };
  const measurement = undefined;
  return { work: work as FaceWork, share: 1, slack: 0.03, exhausted: false, measurement };
}

/** Platform number i makes a picture of grey 30 + i of the file; each has one id but the second. */
function platforms(count: number, log: string[]): PlatformPass[] {
  return Array.from({ length: count }, (_, i) => ({
    ids: i === 1 ? ['b', 'b too'] : [String.fromCharCode(97 + i)],
    pass: (delivered) => {
      log.push(`${String(delivered.data[0])} to ${String(30 + i)}`);
      return Promise.resolve(grey(30 + i));
    },
  }));
}

function deliver(scene: Scene, count: number, change?: (host: ProtectHost) => ProtectHost) {
  const { models, log, underWay } = networks(scene);
  const face = openFace();
  const known: string[][] = [];
  const plain: ProtectHost = {
    encode: (photo) => Promise.resolve(Uint8Array.of(photo.data[0]!)),
    decode: ([level]) => {
      expect(level).toBe(CHANGED);
      return Promise.resolve(grey(FILE));
    },
    platforms: platforms(count, log),
    checkpoint: () => {
      const { file, platforms: after } = face.measurement ?? {
        platforms: new Map<string, never>(),
      };
      known.push([...after.keys(), ...(file ? ['file'] : [])]);
      return Promise.resolve();
    },
    progress: () => undefined,
    enter: () => undefined,
  };
  const host = change ? change(plain) : plain;
  const photo = grey(ORIGINAL);
  const delivering = deliverFaces(photo, [face], models, OPTIONS, host, { round: 1, lie: 0 });
  return { delivering, face, known, log, underWay };
}

const passed = (log: readonly string[]): string[] => log.filter((line) => line.includes(' to '));

describe('a delivery', () => {
  test('is looked at after platforms in their order, and in the file last', async () => {
    const { delivering, face, known, log } = deliver({}, 3);
    const { bytes, photo, seen } = await delivering;
    expect([...bytes]).toEqual([CHANGED]);
    expect(photo.data[0]).toBe(FILE);
    expect(seen?.faces).toEqual([]);
    expect(passed(log)).toEqual(['20 to 30', '20 to 31', '20 to 32']);
    expect(known).toEqual([
      ['a'],
      ['a', 'b', 'b too'],
      ['a', 'b', 'b too', 'c'],
      ['a', 'b', 'b too', 'c', 'file'],
    ]);
    const { file, platforms: after } = face.measurement ?? { platforms: new Map<string, never>() };
    expect(file).toEqual({ found: true, similarities: [0], toTarget: [undefined] });
    expect([...after.values()]).toEqual([file, file, file, file]);
  });

  test('comes to the same in whichever order the answers come', async () => {
    const { delivering, known, log, underWay } = deliver({ late: { 30: 40, 31: 20 } }, 3);
    expect((await delivering).seen).toBeDefined();
    expect(known.map((keys) => keys.at(-1))).toEqual(['a', 'b too', 'c', 'file']);
    // Looked at ahead: later ones were known before the first.
    expect(log.filter((line) => line.includes('embedded'))[0]).toBe('embedded 32');
    expect(underWay()).toBe(0);
  });

  test('ends with the first platform in which a face fails, and does not begin all the others', async () => {
    const scene = { alike: [31, 33], late: { 30: 20 } };
    const { delivering, face, known, log, underWay } = deliver(scene, 6);
    const { bytes, seen } = await delivering;
    expect([...bytes]).toEqual([CHANGED]);
    expect(seen).toBeUndefined();
    // The third was looked at ahead, and the fourth would fail: neither is known of.
    expect(known).toEqual([['a'], ['a', 'b', 'b too']]);
    expect(face.measurement?.file).toBeUndefined();
    expect(
      [...(face.measurement?.platforms ?? [])].map(([id, one]) => [id, one.similarities]),
    ).toEqual([
      ['a', [0]],
      ['b', [1]],
      ['b too', [1]],
    ]);
    expect(passed(log)).toEqual(['20 to 30', '20 to 31', '20 to 32', '20 to 33']);
    expect(underWay()).toBe(0);
  });

  test('in which the file alone fails says so, after all platforms', async () => {
    const { delivering, face } = deliver({ lost: [FILE] }, 2);
    expect((await delivering).seen).toBeUndefined();
    expect(face.measurement?.file?.found).toBe(false);
    expect(face.measurement?.platforms.size).toBe(3);
  });

  test('in a platform a face need not be found: there the clean one may be too small as well', async () => {
    const { delivering } = deliver({ lost: [30, 31] }, 2);
    expect((await delivering).seen).toBeDefined();
  });

  test('without platforms is looked at in the file', async () => {
    const { delivering, known } = deliver({}, 0);
    expect((await delivering).seen).toBeDefined();
    expect(known).toEqual([['file']]);
  });
});

describe('what goes wrong', () => {
  const failing = (which: number, ms: number) => (host: ProtectHost) => ({
    ...host,
    platforms: (host.platforms ?? []).map((one, i) => ({
      ...one,
      pass: async (delivered: Photo) => {
        if (i !== which) return one.pass(delivered);
        await new Promise((resolve) => setTimeout(resolve, ms));
        throw new Error('the codec broke');
      },
    })),
  });

  test('after a face has failed is of no interest', async () => {
    const { delivering, known, underWay } = deliver({ alike: [30] }, 3, failing(2, 40));
    expect((await delivering).seen).toBeUndefined();
    expect(known).toEqual([['a']]);
    expect(underWay()).toBe(0);
  });

  test('before that is told, once nothing is under way any more', async () => {
    const late = { 31: 40, 32: 40 };
    const { delivering, underWay } = deliver({ late }, 3, failing(0, 0));
    await expect(delivering).rejects.toThrow('the codec broke');
    expect(underWay()).toBe(0);
  });

  test('a job that is cancelled ends there, once nothing is under way any more', async () => {
    const cancelled = new Error('cancelled');
    const { delivering, underWay } = deliver({ late: { 31: 30, 32: 30 } }, 3, (host) => ({
      ...host,
      checkpoint: () => Promise.reject(cancelled),
    }));
    await expect(delivering).rejects.toBe(cancelled);
    expect(underWay()).toBe(0);
  });
});
