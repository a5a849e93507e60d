import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/engine/engine-error';
import { foldGraph } from '../../../src/engine/network/fold-graph';
import type { FrozenNetworkSource } from '../../../src/engine/network/frozen-network';
import { loadFrozenNetwork } from '../../../src/engine/network/frozen-network';
import type { Layer } from '../../../src/engine/network/layer';
import { readGraph } from '../../../src/engine/network/read-graph';
import { startCpu } from '../../support/engine-cpu';
import type { DrawnNode, DrawnWeight } from '../../support/engine-graph';
import { drawGraph } from '../../support/engine-graph';
import { gradientOf, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const SAME = { padding: 'SAME' };
const ONE = { strides: 1 };
const INPUT: DrawnNode = { name: 'x', op: 'Placeholder' };
const CONV: DrawnNode = { name: 'conv', op: 'Conv2D', input: ['x', 'f'], text: SAME, windows: ONE };
const WEIGHTS: Record<string, DrawnWeight> = {
  f: { shape: [3, 3, 3, 4], values: seededValues(108, -2, 2, 1) },
  d: { shape: [3, 3, 3, 1], values: seededValues(27, -3, 3, 2) },
  bias: { shape: [4], values: [1, -2, 3, 0.5] },
  scale: { shape: [4], values: [2, -1, 0.5, 3] },
  shift: { shape: [1, 1, 1, 4], values: [0.5, 4, -1, 2] },
  scale3: { shape: [3], values: [2, -1, 0.5] },
  shift3: { shape: [3], values: [1, 2, 3] },
  zero: { shape: [], values: [0] },
  five: { shape: [], values: [5] },
  six: { shape: [], values: [6] },
};

const input = (): Tensor4D => tf.tensor4d(seededValues(6 * 7 * 3, -1, 1, 3), [1, 6, 7, 3]);
const weight = (name: string): Tensor => {
  const { shape = [], values = [] } = WEIGHTS[name] ?? {};
  return tf.tensor(Float32Array.from(values), [...shape]);
};
const conv = (): Tensor4D => tf.conv2d(input(), weight('f') as Tensor4D, 1, 'same');

function layersOf({ modelJson, weights, outputs }: FrozenNetworkSource): Layer[] {
  return foldGraph(readGraph(modelJson, weights), outputs);
}

function run(source: FrozenNetworkSource): Tensor[] {
  return loadFrozenNetwork(source).run(input());
}

function expectClose(found: Tensor | undefined, wanted: Tensor): void {
  expect(found?.shape).toEqual(wanted.shape);
  const difference = found ? tf.max(tf.abs(tf.sub(found, wanted))).dataSync()[0] : undefined;
  expect(difference).toBeLessThan(1e-4);
}

describe('folding', () => {
  test('scale, shift and relu6 after a convolution become one layer', () => {
    const source = drawGraph(
      [
        INPUT,
        CONV,
        { name: 'scaled', op: 'Mul', input: ['conv', 'scale'] },
        { name: 'shifted', op: 'AddV2', input: ['shift', 'scaled'] },
        { name: 'relu', op: 'Relu', input: ['shifted'] },
        { name: 'capped', op: 'Minimum', input: ['relu', 'six'] },
        { name: 'clipped', op: 'Maximum', input: ['capped', 'zero'] },
      ],
      WEIGHTS,
      ['clipped'],
    );
    const layers = layersOf(source);
    expect(layers.map(({ kind, name }) => [kind, name])).toEqual([['conv', 'clipped']]);
    expect(layers[0]).toMatchObject({
      activation: 'relu6',
      input: 'x',
      stride: 1,
      padding: 'same',
    });
    const shifted = tf.add(tf.mul(conv(), weight('scale')), weight('shift'));
    expectClose(run(source)[0], tf.clipByValue(shifted, 0, 6));
  });

  test('a scale after the bias scales the bias too', () => {
    const source = drawGraph(
      [
        INPUT,
        { ...CONV, op: '_FusedConv2D', input: ['x', 'f', 'bias'], fused: ['BiasAdd'] },
        { name: 'scaled', op: 'Mul', input: ['conv', 'scale'] },
        { name: 'shifted', op: 'Add', input: ['scaled', 'shift'] },
      ],
      WEIGHTS,
      ['shifted'],
    );
    expect(layersOf(source)).toHaveLength(1);
    const biased = tf.mul(tf.add(conv(), weight('bias')), weight('scale'));
    expectClose(run(source)[0], tf.add(biased, weight('shift')));
  });

  test('a depthwise filter is scaled channel by channel', () => {
    const source = drawGraph(
      [
        INPUT,
        { ...CONV, op: 'DepthwiseConv2dNative', input: ['x', 'd'], windows: { strides: 2 } },
        { name: 'scaled', op: 'Mul', input: ['conv', 'scale3'] },
        { name: 'shifted', op: 'BiasAdd', input: ['scaled', 'shift3'] },
        { name: 'relu', op: 'Relu', input: ['shifted'] },
      ],
      WEIGHTS,
      ['relu'],
    );
    expect(layersOf(source)).toMatchObject([{ kind: 'depthwise', activation: 'relu', stride: 2 }]);
    const linear = tf.depthwiseConv2d(input(), weight('d') as Tensor4D, 2, 'same');
    const shifted = tf.add(tf.mul(linear, weight('scale3')), weight('shift3'));
    expectClose(run(source)[0], tf.relu(shifted));
  });

  test.each(['Relu', 'Relu6', 'Prelu'])('a fused %s is the activation', (activation) => {
    const source = drawGraph(
      [
        INPUT,
        {
          ...CONV,
          op: '_FusedConv2D',
          input: ['x', 'f', 'bias', 'scale'],
          fused: ['BiasAdd', activation],
        },
      ],
      WEIGHTS,
      ['conv'],
    );
    const biased = tf.add(conv(), weight('bias'));
    const wanted = {
      Relu: tf.relu(biased),
      Relu6: tf.relu6(biased),
      Prelu: tf.prelu(biased, weight('scale')),
    };
    expectClose(run(source)[0], wanted[activation as keyof typeof wanted]);
  });

  test('what comes after an activation is not folded into it', () => {
    const source = drawGraph(
      [
        INPUT,
        CONV,
        { name: 'relu', op: 'Relu', input: ['conv'] },
        { name: 'capped', op: 'Minimum', input: ['relu', 'five'] },
        { name: 'scaled', op: 'Mul', input: ['capped', 'scale'] },
      ],
      WEIGHTS,
      ['scaled'],
    );
    expect(layersOf(source).map(({ name }) => name)).toEqual(['relu', 'capped', 'scaled']);
    expectClose(run(source)[0], tf.mul(tf.clipByValue(conv(), 0, 5), weight('scale')));
  });

  test('a convolution with two readers, or that is an output itself, stays whole', () => {
    const source = drawGraph(
      [
        INPUT,
        CONV,
        { name: 'scaled', op: 'Mul', input: ['conv', 'scale'] },
        { name: 'sum', op: 'AddV2', input: ['conv', 'scaled'] },
      ],
      WEIGHTS,
      ['sum'],
    );
    expectClose(run(source)[0], tf.add(conv(), tf.mul(conv(), weight('scale'))));
    const both = drawGraph([INPUT, CONV, { name: 'relu', op: 'Relu', input: ['conv'] }], WEIGHTS, [
      'relu',
      'conv',
    ]);
    const [relu, linear] = run(both);
    expectClose(relu, tf.relu(conv()));
    expectClose(linear, conv());
  });

  test('what is made of constants is one, and costs nothing later', () => {
    const source = drawGraph(
      [
        INPUT,
        { name: 'shift', op: 'Mul', input: ['bias', 'five'] },
        { name: 'far', op: 'AddV2', input: ['shift', 'scale'] },
        { name: 'relu', op: 'Relu', input: ['conv'] },
        CONV,
        { name: 'sum', op: 'AddV2', input: ['relu', 'far'] },
      ],
      WEIGHTS,
      ['sum'],
    );
    expect(layersOf(source).map(({ name }) => name)).toEqual(['relu', 'sum']);
    const far = tf.add(tf.mul(weight('bias'), 5), weight('scale'));
    expectClose(run(source)[0], tf.add(tf.relu(conv()), far));
  });

  test('what no output needs is left out, unknown operations too', () => {
    const source = drawGraph(
      [
        INPUT,
        CONV,
        { name: 'odd', op: 'NoSuchThing', input: ['conv'] },
        { name: 'other', op: 'Relu', input: ['odd'] },
      ],
      WEIGHTS,
      ['conv'],
    );
    expect(layersOf(source).map(({ name }) => name)).toEqual(['conv']);
  });
});

test('the plain operations compute what their names say', () => {
  const ints = (...values: number[]): DrawnWeight => ({
    shape: [values.length],
    values,
    dtype: 'int32',
  });
  const source = drawGraph(
    [
      INPUT,
      { name: 'pad', op: 'Pad', input: ['x', 'pads'] },
      {
        name: 'pool',
        op: 'MaxPool',
        input: ['pad'],
        text: { padding: 'VALID' },
        windows: { ksize: 2, strides: 2 },
      },
      { name: 'sigmoid', op: 'Sigmoid', input: ['pool:0', '^pad'] },
      { name: 'mean', op: 'Mean', input: ['sigmoid', 'axes'], flags: { keep_dims: false } },
      {
        name: 'dense',
        op: '_FusedMatMul',
        input: ['mean', 'matrix', 'bias2'],
        fused: ['BiasAdd', 'Relu'],
      },
      { name: 'softmax', op: 'Softmax', input: ['dense'] },
      { name: 'flat', op: 'Reshape', input: ['softmax', 'shape'] },
      { name: 'out', op: 'Identity', input: ['flat'] },
    ],
    {
      pads: ints(0, 0, 1, 1, 0, 1, 0, 0),
      axes: ints(1, 2),
      shape: ints(-1),
      matrix: { shape: [3, 2], values: [1, -2, 3, 4, -5, 6] },
      bias2: { shape: [2], values: [0.5, -9] },
    },
    ['out', 'dense', 'mean'],
  );
  const pads: [number, number][] = [
    [0, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ];
  const pooled = tf.maxPool(tf.pad(input(), pads), 2, 2, 'valid');
  const mean = tf.mean(tf.sigmoid(pooled), [1, 2]);
  const product = tf.matMul(mean, tf.tensor2d([1, -2, 3, 4, -5, 6], [3, 2]));
  const dense = tf.relu(tf.add(product, tf.tensor1d([0.5, -9])));
  const [out, foundDense, foundMean] = run(source);
  expectClose(foundMean, mean);
  expectClose(foundDense, dense);
  expectClose(out, tf.reshape(tf.softmax(dense), [2]));
});

describe('a bad model is refused', () => {
  const good = [INPUT, CONV];
  const bad: Record<string, () => FrozenNetworkSource> = {
    'unknown operation': () =>
      drawGraph([...good, { name: 'odd', op: 'NoSuchThing', input: ['conv'] }], WEIGHTS, ['odd']),
    'missing output': () => drawGraph(good, WEIGHTS, ['nowhere']),
    'missing node': () =>
      drawGraph([...good, { name: 'r', op: 'Relu', input: ['gone'] }], WEIGHTS, ['r']),
    'filter that is no constant': () =>
      drawGraph([INPUT, { ...CONV, input: ['x', 'x'] }], WEIGHTS, ['conv']),
    'stride without a value': () =>
      drawGraph([INPUT, { name: 'conv', op: 'Conv2D', input: ['x', 'f'] }], WEIGHTS, ['conv']),
    'cut weights': () => {
      const source = drawGraph(good, WEIGHTS, ['conv']);
      return { ...source, weights: source.weights.slice(0, 10) };
    },
  };

  test.each(Object.keys(bad))('%s', (name) => {
    const source = bad[name]?.();
    if (!source) throw new Error(name);
    const before = tf.memory().numTensors;
    expect(() => loadFrozenNetwork(source)).toThrow(
      expect.objectContaining({ constructor: EngineError, code: 'bad-model' }),
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('a network frees all that it holds', () => {
  const source = drawGraph(
    [INPUT, CONV, { name: 'scaled', op: 'Mul', input: ['conv', 'scale'] }],
    WEIGHTS,
    ['scaled'],
  );
  const x = input();
  const before = tf.memory().numTensors;
  const network = loadFrozenNetwork(source);
  tf.dispose(network.run(x));
  tf.dispose(gradientOf((value: Tensor4D) => network.run(value)[0] ?? value, x));
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
