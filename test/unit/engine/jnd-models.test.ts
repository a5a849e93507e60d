import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startWasm } from '../../../bench/support/engine-in-node';
import { JND_MODELS } from '../../../src/engine/jnd/jnd-models';
import type { JndName } from '../../../src/engine/jnd/jnd-model';
import type { Photo } from '../../../src/engine/photo';
import { startCpu } from '../../support/engine-cpu';
import { seededValues } from '../../support/engine-gradients';
import { colourRegion, greyRegion } from '../../support/engine-levels';
import { cropPhoto, readSamplePhoto } from '../../support/engine-photos';

const NAMES = Object.keys(JND_MODELS) as JndName[];

let face: Photo;

beforeAll(async () => {
  await startCpu();
  await startWasm();
  face = cropPhoto(await readSamplePhoto('sample3.jpg'), [595, 401, 206, 197]);
});

function mapOf(name: JndName, region: tf.Tensor3D): Float32Array {
  return tf.tidy(() => JND_MODELS[name](region).dataSync<'float32'>());
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const faceRegion = (): tf.Tensor3D =>
  colourRegion(face.width, face.height, (x, y) => {
    const at = (y * face.width + x) * 4;
    return [face.data[at]!, face.data[at + 1]!, face.data[at + 2]!];
  });

describe.each(NAMES)('%s', (name) => {
  test('gives a face the same thresholds on cpu and wasm, and leaves nothing behind', async () => {
    const maps: Float32Array[] = [];
    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend);
      const region = faceRegion();
      const before = tf.memory().numTensors;
      const map = JND_MODELS[name](region);
      expect(tf.memory().numTensors).toBe(before + 1);
      expect(map.shape).toEqual(region.shape);
      maps.push(map.dataSync<'float32'>());
      tf.dispose([map, region]);
    }
    const [cpu, wasm] = maps;
    const apart = cpu!.map((value, i) => 255 * Math.abs(value - wasm![i]!));
    // Sums of 25 floats of up to 255 * 8 each, then scaled by less than 1.
    expect(apart.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(0.01);
    expect(meanOf(cpu!) * 255).toBeGreaterThan(3);
  });

  test('is never below 3 levels, nor above 80', () => {
    const map = mapOf(name, faceRegion());
    expect(255 * map.reduce((least, value) => Math.min(least, value), 1)).toBeGreaterThan(2.999);
    expect(255 * map.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(80);
  });

  test('falls from black to middle grey and rises from there to white', () => {
    const flat = [0, 30, 60, 90, 127, 160, 200, 255].map((grey) =>
      meanOf(
        mapOf(
          name,
          greyRegion(8, 8, () => grey),
        ),
      ),
    );
    const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
    expect(flat.slice(0, 5)).toEqual(sorted(flat.slice(0, 5)).reverse());
    expect(flat.slice(4)).toEqual(sorted(flat.slice(4)));
  });

  test('grows with the strength of a texture', () => {
    const noise = seededValues(32 * 32, -1, 1, 5);
    const means = [0, 10, 20, 40, 80].map((strength) =>
      meanOf(
        mapOf(
          name,
          greyRegion(32, 32, (x, y) => 127 + strength * noise[y * 32 + x]!),
        ),
      ),
    );
    for (const [i, mean] of means.slice(1).entries()) expect(mean).toBeGreaterThan(means[i]!);
  });
});

test('an irregular texture hides more than a regular one of the same contrast only for Wu', () => {
  // Stripes of 127 +- 40 and the same two levels at random: the same levels, other orientations.
  const noise = seededValues(48 * 48, -1, 1, 9);
  const stripes = greyRegion(48, 48, (x) => 127 + (x % 4 < 2 ? 40 : -40));
  const random = greyRegion(48, 48, (x, y) => 127 + (noise[y * 48 + x]! < 0 ? 40 : -40));
  const gain = (name: JndName): number =>
    meanOf(mapOf(name, random)) / meanOf(mapOf(name, stripes));
  expect(gain('wu')).toBeGreaterThan(1.2);
  expect(gain('chou-li')).toBeLessThan(1);
});

test('of Yang, red and blue hide more than green; the other models treat all alike', () => {
  const means = (name: JndName): number[] => {
    const map = mapOf(name, faceRegion());
    return [0, 1, 2].map((channel) => meanOf(map.filter((_, i) => i % 3 === channel)));
  };
  const [red, green, blue] = means('yang');
  expect(red!).toBeGreaterThan(1.2 * green!);
  expect(blue!).toBeGreaterThan(1.2 * green!);
  for (const name of ['chou-li', 'wu'] as const) {
    const [r, g, b] = means(name);
    expect([g, b]).toEqual([r, r]);
  }
});
