import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { loadFrozenNetwork } from '../../../src/engine/network/frozen-network';
import { startCpu } from '../../support/engine-cpu';
import type { DrawnNode } from '../../support/engine-graph';
import { drawGraph } from '../../support/engine-graph';
import { largestDifference, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const INPUT: DrawnNode = { name: 'x', op: 'Placeholder' };
const input = (): Tensor4D => tf.tensor4d(seededValues(6 * 7 * 3, -1, 1, 3), [1, 6, 7, 3]);

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
  const network = loadFrozenNetwork({ ...source, modelJson: JSON.stringify(model) });
  const [padded = tf.scalar(0)] = network.run(input());
  expect(largestDifference(padded, tf.pad(input(), pads))).toBe(0);
});
