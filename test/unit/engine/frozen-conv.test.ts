import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/engine/engine-error';
import type { FrozenConv } from '../../../src/engine/network/frozen-conv';
import { frozenConv } from '../../../src/engine/network/frozen-conv';
import { differentiable } from '../../../src/engine/network/differentiable';
import type { Activation, ConvLayer, Padding } from '../../../src/engine/network/layer';
import { startCpu } from '../../support/engine-cpu';
import {
  gradientDisagreement,
  gradientOf,
  largestDifference,
  seededValues,
} from '../../support/engine-gradients';

beforeAll(startCpu);

const ACTIVATIONS = ['linear', 'relu', 'relu6'] as const;
const IN = 3;
const OUT = 4;

function makeLayer(
  kind: ConvLayer['kind'],
  kernel: number,
  stride: number,
  padding: Padding,
  activation: Activation,
): ConvLayer {
  const shape: [number, number, number, number] =
    kind === 'conv' ? [kernel, kernel, IN, OUT] : [kernel, kernel, IN, 1];
  const count = shape.reduce((product, side) => product * side, 1);
  // About as many outputs below 0 and above 6 as between, so that both knees of relu6 count.
  const filter = seededValues(count, -6 / kernel, 6 / kernel, 10 * kernel + stride);
  const bias = seededValues(kind === 'conv' ? OUT : IN, 0, 4, 3);
  return {
    kind,
    name: 'layer',
    input: 'x',
    filter: tf.tensor4d(filter, shape),
    bias: tf.tensor1d(bias),
    activation,
    slope: undefined,
    stride,
    padding,
  };
}

/** A layer as one differentiable operation. */
function ours(x: Tensor4D, conv: FrozenConv): Tensor4D {
  return differentiable(
    x,
    (input, save) => {
      const output = conv.forward(input);
      save([output]);
      return output;
    },
    (dy, [output]) => conv.backward(dy, output as Tensor4D, x.shape),
  );
}

/** The same by the operations of tfjs, whose gradients are its own. */
function stockConv(x: Tensor4D, layer: ConvLayer): Tensor4D {
  const { filter, stride, padding, bias } = layer;
  const linear =
    layer.kind === 'conv'
      ? tf.conv2d(x, filter, stride, padding)
      : tf.depthwiseConv2d(x, filter, stride, padding);
  const shifted: Tensor4D = bias ? tf.add(linear, bias) : linear;
  if (layer.activation === 'relu') return tf.relu(shifted);
  return layer.activation === 'relu6' ? tf.relu6(shifted) : shifted;
}

const cases = (['conv', 'depthwise'] as const).flatMap((kind) =>
  [1, 3, 5].flatMap((kernel) =>
    [1, 2].flatMap((stride) =>
      (['same', 'valid'] as const).map((padding) => ({ kind, kernel, stride, padding })),
    ),
  ),
);

describe.each(cases)('$kind $kernel x $kernel, stride $stride, $padding', (shape) => {
  const { kind, kernel, stride, padding } = shape;

  // Odd and even sides: "same" pads them differently at stride 2.
  test.each([
    [7, 8],
    [8, 9],
  ])('on %d x %d it is what tfjs computes, and so is its gradient', (height, width) => {
    for (const activation of ACTIVATIONS) {
      const layer = makeLayer(kind, kernel, stride, padding, activation);
      const x = tf.tensor4d(seededValues(2 * height * width * IN, -1, 1, 5), [
        2,
        height,
        width,
        IN,
      ]);
      const conv = frozenConv(layer);
      const value = ours(x, conv);
      const stock = stockConv(x, layer);
      expect(largestDifference(value, stock)).toBeLessThan(1e-5);
      const dy = tf.tensor(seededValues(stock.size, -1, 1, 6), stock.shape);
      const gradient = gradientOf((input: Tensor4D) => ours(input, conv), x, dy);
      const wanted = gradientOf((input: Tensor4D) => stockConv(input, layer), x, dy);
      expect(tf.max(tf.abs(wanted)).dataSync()[0]).toBeGreaterThan(0.1);
      expect(largestDifference(gradient, wanted)).toBeLessThan(1e-5);
    }
  });

  test('its gradient is the slope of its value', () => {
    for (const activation of ['linear', 'relu6'] as const) {
      const layer = makeLayer(kind, kernel, stride, padding, activation);
      const x = tf.tensor4d(seededValues(6 * 7 * IN, -1, 1, 8), [1, 6, 7, IN]);
      const conv = frozenConv(layer);
      const { shape: outputShape, size } = ours(x, conv);
      const weights = tf.tensor(seededValues(size, -1, 1, 9), outputShape);
      const loss = (input: Tensor4D): tf.Scalar => tf.sum(tf.mul(ours(input, conv), weights));
      expect(gradientDisagreement(loss, x, 2e-3)).toBeLessThan(1e-2);
    }
  });
});

test('without a bias nothing is added', () => {
  const layer = { ...makeLayer('conv', 3, 1, 'same', 'linear'), bias: undefined };
  const x = tf.tensor4d(seededValues(5 * 5 * IN, -1, 1, 4), [1, 5, 5, IN]);
  const value = ours(x, frozenConv(layer));
  expect(largestDifference(value, stockConv(x, layer))).toBeLessThan(1e-5);
});

test('there is no gradient through a prelu, and that is said', () => {
  const slope = tf.tensor1d([0.1, 0.2, 0.3, 0.4]);
  const layer = { ...makeLayer('conv', 3, 1, 'same', 'prelu'), slope };
  const x = tf.tensor4d(seededValues(5 * 5 * IN, -1, 1, 4), [1, 5, 5, IN]);
  const conv = frozenConv(layer);
  const linear = stockConv(x, { ...layer, activation: 'linear' });
  expect(largestDifference(ours(x, conv), tf.prelu<tf.Tensor>(linear, slope))).toBeLessThan(1e-5);
  const gradient = (): unknown => gradientOf((input: Tensor4D) => ours(input, conv), x);
  expect(gradient).toThrow(EngineError);
});

test('value and gradient leave no tensor behind', () => {
  const layer = makeLayer('conv', 3, 2, 'same', 'relu6');
  const x = tf.tensor4d(seededValues(8 * 8 * IN, -1, 1, 4), [1, 8, 8, IN]);
  const conv = frozenConv(layer);
  // The first gradient makes the filter for all that follow.
  tf.dispose(gradientOf((input: Tensor4D) => ours(input, conv), x));
  const before = tf.memory().numTensors;
  tf.dispose([ours(x, conv), gradientOf((input: Tensor4D) => ours(input, conv), x)]);
  expect(tf.memory().numTensors).toBe(before);
});
