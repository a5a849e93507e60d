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
          tf.mean(tf.conv2d(x, weight('f') as Tensor4D, 1, 'same'), [1, 2]) as tf.Tensor2D,
          tf.tensor2d(seededValues(12, -1, 1, 7), [4, 3]),
        ),
        tf.tensor1d([1, 2, 3]),
      ),
    'another shape': (x) => tf.reshape(tf.conv2d(x, weight('f') as Tensor4D, 1, 'same'), [-1, 4]),
    'a product with itself': (x) => tf.mul(x, x),
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
  };

  test.each(Object.keys(stock))('%s', (name) => {
    const drawn = [INPUT, ...(nodes[name] ?? [])];
    const square: DrawnWeight = { shape: [3, 3, 3, 3], values: seededValues(81, -0.5, 0.5, 6) };
    const network = loadFrozenNetwork(drawGraph(drawn, { ...weights, square }, ['out']));
    const ours = (x: Tensor4D): Tensor => network.run(x)[0] ?? x;
    const theirs = stock[name] ?? ours;
    const value = theirs(input());
    expectClose(ours(input()), value);
    const dy = tf.tensor(seededValues(value.size, -1, 1, 8), value.shape);
    const x = input();
    // The first gradient makes the filters for all that follow.
    tf.dispose(gradientOf(ours, x, dy));
    const before = tf.memory().numTensors;
    tf.dispose(gradientOf(ours, x, dy));
    expect(tf.memory().numTensors).toBe(before);
    const [found, wanted] = [gradientOf(ours, x, dy), gradientOf(theirs, x, dy)];
    expect(tf.max(tf.abs(wanted)).dataSync()[0]).toBeGreaterThan(0.01);
    expectClose(found, wanted);
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

test('whole numbers may lie in the graph itself', () => {
  const source = drawGraph([INPUT, { name: 'out', op: 'Pad', input: ['x', 'pads'] }], {}, ['out']);
  const model = JSON.parse(source.modelJson) as { modelTopology: { node: unknown[] } };
  const tensorShape = { dim: [{ size: '4' }, { size: '2' }] };
  const tensor = { dtype: 'DT_INT32', tensorShape, intVal: [0, 0, 1, 0, 0, 2, 0, 0] };
  model.modelTopology.node.unshift({ name: 'pads', op: 'Const', attr: { value: { tensor } } });
  const pads: [number, number][] = [
    [0, 0],
    [1, 0],
    [0, 2],
    [0, 0],
  ];
  expectClose(run({ ...source, modelJson: JSON.stringify(model) })[0], tf.pad(input(), pads));
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
