import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/engine/engine-error';
import { loadFrozenNetwork } from '../../../src/engine/network/frozen-network';
import { startCpu } from '../../support/engine-cpu';
import type { DrawnNode, DrawnWeight } from '../../support/engine-graph';
import { drawGraph } from '../../support/engine-graph';
import { gradientOf, largestDifference, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const INPUT: DrawnNode = { name: 'x', op: 'Placeholder' };
const CONV: DrawnNode = {
  name: 'conv',
  op: 'Conv2D',
  input: ['x', 'f'],
  text: { padding: 'SAME' },
  windows: { strides: 1 },
};
const FILTER = seededValues(108, -2, 2, 1);
const WEIGHTS: Record<string, DrawnWeight> = { f: { shape: [3, 3, 3, 4], values: FILTER } };

const input = (): Tensor4D => tf.tensor4d(seededValues(6 * 7 * 3, -1, 1, 3), [1, 6, 7, 3]);
const convolved = (x: Tensor4D): Tensor4D =>
  tf.conv2d(x, tf.tensor4d(FILTER, [3, 3, 3, 4]), 1, 'same');

/** Every operation that a recogniser's gradient may pass through, in one graph. */
describe('the gradient through plain operations', () => {
  const ints = (shape: number[], ...values: number[]): DrawnWeight => ({
    shape,
    values,
    dtype: 'int32',
  });
  const VALID = { padding: 'VALID' };
  const pooling = (op: 'MaxPool' | 'AvgPool', size: number) => ({
    op,
    text: VALID,
    windows: { ksize: size, strides: 2 },
  });
  const weights: Record<string, DrawnWeight> = {
    ...WEIGHTS,
    tiny: { shape: [3, 3, 3, 4], values: seededValues(108, -0.5, 0.5, 6) },
    pads: ints([4, 2], 0, 0, 0, 1, 1, 0, 0, 2),
    spatial: ints([2], 1, 2),
    flat: ints([2], -1, 4),
    matrix: { shape: [4, 3], values: seededValues(12, -1, 1, 7) },
    bias3: { shape: [3], values: [1, 2, 3] },
    slopes: { shape: [3], values: [0.25, 0, -1.5] },
  };
  const stock: Record<string, (x: Tensor4D) => Tensor> = {
    'a shortcut around a convolution': (x) =>
      tf.relu(
        tf.add(
          x,
          tf.conv2d(x, tf.tensor4d(seededValues(81, -0.5, 0.5, 6), [3, 3, 3, 3]), 1, 'same'),
        ),
      ),
    'overlapping windows of a maximum': (x) => tf.maxPool(x, 3, 2, 'valid'),
    'windows of a mean': (x) => tf.avgPool(x, 2, 2, 'valid'),
    'zeros around pixels and after channels': (x) =>
      tf.pad(x, [
        [0, 0],
        [0, 1],
        [1, 0],
        [0, 2],
      ]),
    'a mean over pixels and a product': (x) =>
      tf.add(
        tf.matMul(
          tf.mean<tf.Tensor2D>(convolved(x), [1, 2]),
          tf.tensor2d(seededValues(12, -1, 1, 7), [4, 3]),
        ),
        tf.tensor1d([1, 2, 3]),
      ),
    'another shape': (x) => tf.reshape(convolved(x), [-1, 4]),
    'a product with itself': (x) => tf.mul(x, x),
    'another slope below zero, one of them falling': (x) =>
      tf.prelu<Tensor>(x, tf.tensor1d([0.25, 0, -1.5])),
  };
  const nodes: Record<keyof typeof stock, readonly DrawnNode[]> = {
    'a shortcut around a convolution': [
      { ...CONV, input: ['x', 'square'] },
      { name: 'sum', op: 'AddV2', input: ['conv', 'x'] },
      { name: 'out', op: 'Relu', input: ['sum'] },
    ],
    'overlapping windows of a maximum': [{ name: 'out', input: ['x'], ...pooling('MaxPool', 3) }],
    'windows of a mean': [{ name: 'out', input: ['x'], ...pooling('AvgPool', 2) }],
    'zeros around pixels and after channels': [{ name: 'out', op: 'Pad', input: ['x', 'pads'] }],
    'a mean over pixels and a product': [
      CONV,
      { name: 'mean', op: 'Mean', input: ['conv', 'spatial'] },
      { name: 'out', op: '_FusedMatMul', input: ['mean', 'matrix', 'bias3'], fused: ['BiasAdd'] },
    ],
    'another shape': [CONV, { name: 'out', op: 'Reshape', input: ['conv', 'flat'] }],
    'a product with itself': [{ name: 'out', op: 'Mul', input: ['x', 'x'] }],
    'another slope below zero, one of them falling': [
      { name: 'out', op: 'Prelu', input: ['x', 'slopes'] },
    ],
  };

  test.each(Object.keys(stock))('%s', (name) => {
    const drawn = [INPUT, ...(nodes[name] ?? [])];
    const square: DrawnWeight = { shape: [3, 3, 3, 3], values: seededValues(81, -0.5, 0.5, 6) };
    const network = loadFrozenNetwork(drawGraph(drawn, { ...weights, square }, ['out']));
    const ours = (x: Tensor4D): Tensor => network.run(x)[0] ?? x;
    const theirs = stock[name] ?? ours;
    const value = theirs(input());
    expect(largestDifference(ours(input()), value)).toBeLessThan(1e-4);
    const dy = tf.tensor(seededValues(value.size, -1, 1, 8), value.shape);
    const x = input();
    // The first gradient makes the filters for all that follow.
    tf.dispose(gradientOf(ours, x, dy));
    const before = tf.memory().numTensors;
    tf.dispose(gradientOf(ours, x, dy));
    expect(tf.memory().numTensors).toBe(before);
    const [found, wanted] = [gradientOf(ours, x, dy), gradientOf(theirs, x, dy)];
    expect(tf.max(tf.abs(wanted)).dataSync()[0]).toBeGreaterThan(0.01);
    expect(largestDifference(found, wanted)).toBeLessThan(1e-4);
  });

  test('what has none says so, and leaves nothing behind', () => {
    const sigmoid = drawGraph([INPUT, { name: 'out', op: 'Sigmoid', input: ['x'] }], {}, ['out']);
    const network = loadFrozenNetwork(sigmoid);
    const x = input();
    const before = tf.memory().numTensors;
    expect(() => gradientOf((a: Tensor4D) => network.run(a)[0] ?? a, x)).toThrow(EngineError);
    expect(tf.memory().numTensors).toBe(before);
    const two = drawGraph([INPUT, CONV, { name: 'r', op: 'Relu', input: ['conv'] }], WEIGHTS, [
      'conv',
      'r',
    ]);
    const pair = loadFrozenNetwork(two);
    expect(() => gradientOf((a: Tensor4D) => pair.run(a)[0] ?? a, x)).toThrow(EngineError);
  });
});
