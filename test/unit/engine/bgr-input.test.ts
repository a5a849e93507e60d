import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { EngineError } from '../../../src/engine/engine-error';
import { loadFrozenNetwork } from '../../../src/engine/network/frozen-network';
import { startCpu } from '../../support/engine-cpu';
import type { DrawnNode } from '../../support/engine-graph';
import { drawGraph } from '../../support/engine-graph';
import { gradientOf, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const INPUT: DrawnNode = { name: 'x', op: 'Placeholder' };
const FILTER = { shape: [3, 3, 3, 4] as const, values: seededValues(108, -2, 2, 1) };

const faces = (): Tensor4D => tf.tensor4d(seededValues(6 * 7 * 3, -1, 1, 3), [1, 6, 7, 3]);

test('a network trained on BGR is given RGB, and its gradient is one of RGB', () => {
  const convolution = { text: { padding: 'SAME' }, windows: { strides: 1 } };
  const conv: DrawnNode = { name: 'conv', op: 'Conv2D', input: ['x', 'f'], ...convolution };
  const source = drawGraph([INPUT, conv], { f: FILTER }, ['conv']);
  const network = loadFrozenNetwork({ ...source, channels: 'bgr' });
  const ours = (x: Tensor4D): Tensor4D => network.run(x)[0] as Tensor4D;
  const filter = tf.tensor4d(Float32Array.from(FILTER.values), [...FILTER.shape]);
  const wanted = (x: Tensor4D): Tensor4D =>
    tf.conv2d(tf.reverse<Tensor4D>(x, 3), filter, 1, 'same');
  const gap = (a: tf.Tensor, b: tf.Tensor): number =>
    tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] ?? NaN;
  expect(gap(ours(faces()), wanted(faces()))).toBeLessThan(1e-5);
  expect(gap(gradientOf(ours, faces()), gradientOf(wanted, faces()))).toBeLessThan(1e-5);
});

test('it is refused where something else than a convolution reads the input', () => {
  const relu: DrawnNode = { name: 'r', op: 'Relu', input: ['x'] };
  const source = drawGraph([INPUT, relu], {}, ['r']);
  expect(() => loadFrozenNetwork({ ...source, channels: 'bgr' })).toThrow(EngineError);
});
