import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { Operation } from './layer';
import { averagePooling, maxPooling } from './pooling';
import type { GraphNode } from './read-graph';

/**
 * The function that a graph node stands for, other than convolutions, with its gradient where a
 * recogniser of ours needs one. `constant` gives the values of an input that is a constant (shapes,
 * axes, paddings). Throws 'bad-model' for an operation that no model of ours has.
 */
export function plainOperation(node: GraphNode, constant: (input: number) => number[]): Operation {
  const need = (tensor: Tensor | undefined): Tensor => {
    if (!tensor) throw new EngineError('bad-model', `${node.name} lacks an input`);
    return tensor;
  };
  /** Passes a gradient on unchanged; a stretched operand would have to be summed up again. */
  const passOn = (dy: Tensor, input: Tensor | undefined): Tensor => {
    if (tf.util.arraysEqual(need(input).shape, dy.shape)) return dy;
    throw new EngineError('bad-model', `No gradient through the broadcast in ${node.name}`);
  };
  switch (node.op) {
    case 'Add':
    case 'AddV2':
      return {
        apply: (a, b) => tf.add(need(a), need(b)),
        gradient: (dy, index, inputs) => passOn(dy, inputs[index]),
      };
    case 'Mul':
      return {
        apply: (a, b) => tf.mul(need(a), need(b)),
        gradient: (dy, index, inputs) => passOn(tf.mul(dy, need(inputs[1 - index])), inputs[index]),
      };
    case 'Relu':
      return {
        apply: (x) => tf.relu(need(x)),
        gradient: (dy, _, __, output) => tf.mul(dy, tf.step(output)),
      };
    case 'Minimum':
      return { apply: (a, b) => tf.minimum(need(a), need(b)) };
    case 'Maximum':
      return { apply: (a, b) => tf.maximum(need(a), need(b)) };
    case 'Prelu':
      return {
        apply: (x, slope) => tf.prelu(need(x), need(slope)),
        gradient: (dy, _, [x, slope]) => {
          const down = need(slope);
          // By the input's sign: where a slope is negative, the output's does not tell.
          return tf.mul(dy, tf.add(down, tf.mul(tf.step(need(x)), tf.sub(1, down))));
        },
      };
    case 'Sigmoid':
      return { apply: (x) => tf.sigmoid(need(x)) };
    case 'Softmax':
      return { apply: (x) => tf.softmax(need(x)) };
    case 'Identity':
      return { apply: (x) => tf.clone(need(x)), gradient: (dy) => dy };
    case 'Mean':
      return mean(constant(1), node.attributes.get('keep_dims') === true);
    case 'Reshape': {
      const shape = constant(1);
      return {
        apply: (x) => tf.reshape(need(x), shape),
        gradient: (dy, _, [x]) => tf.reshape(dy, need(x).shape),
      };
    }
    case 'Pad':
      return padding(constant(1));
    case 'MaxPool':
    case 'AvgPool': {
      const window = {
        size: spatial(node, 'ksize'),
        stride: spatial(node, 'strides'),
        padding: node.attributes.get('padding') === 'SAME' ? 'same' : 'valid',
      } as const;
      return node.op === 'MaxPool' ? maxPooling(window) : averagePooling(window);
    }
    case 'MatMul':
    case '_FusedMatMul':
      return product(fusedOperations(node));
    default:
      throw new EngineError('bad-model', `Unknown operation ${node.op} (${node.name})`);
  }
}

function mean(axes: number[], keepDims: boolean): Operation {
  return {
    apply: (x) => tf.mean(x, axes, keepDims),
    gradient: (dy, _, [x = dy]) => {
      const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const share = x.shape.reduce(
        (count, size, axis) => (kept[axis] === 1 ? count * size : count),
        1,
      );
      // tf.broadcastTo tiles, which takes ten times as long on wasm.
      return tf.add(tf.zeros(x.shape), tf.reshape(tf.div(dy, share), kept));
    },
  };
}

/** `flat` has the zeros before and after each axis. */
function padding(flat: readonly number[]): Operation {
  const pairs = flat.flatMap((before, i) =>
    i % 2 === 0 ? [[before, flat[i + 1] ?? 0] as [number, number]] : [],
  );
  const starts = pairs.map(([before]) => before);
  return {
    apply: (x) => tf.pad(x, pairs),
    gradient: (dy, _, [x = dy]) => tf.slice(dy, starts, x.shape),
  };
}

function product(fused: readonly string[]): Operation {
  const apply: Operation['apply'] = (...[a, b, bias]) => {
    if (!a || !b) throw new EngineError('bad-model', 'A product lacks an input');
    const result = tf.matMul(a, b);
    const sum = fused.includes('BiasAdd') && bias ? tf.add(result, bias) : result;
    return fused.includes('Relu') ? tf.relu(sum) : sum;
  };
  if (fused.includes('Relu')) return { apply };
  return {
    apply,
    // Turned by itself: a product with a transposed operand is twenty times slower on wasm.
    gradient: (dy, index, [a = dy, b = dy]) =>
      index === 0 ? tf.matMul(dy, tf.transpose(b)) : tf.matMul(tf.transpose(a), dy),
  };
}

/** The equal height and width of a window or stride attribute, stored as [1, n, n, 1]. */
export function spatial(node: GraphNode, key: string): number {
  const value = node.attributes.get(key);
  const [, height, width] = Array.isArray(value) ? (value as number[]) : [];
  if (height === undefined || height !== width) {
    throw new EngineError('bad-model', `${node.name}: ${key} must be square`);
  }
  return height;
}

/** What a fused node does after its main operation: BiasAdd, Relu, Relu6, Prelu. */
export function fusedOperations(node: GraphNode): readonly string[] {
  const value = node.attributes.get('fused_ops');
  return Array.isArray(value) ? value.map(String) : [];
}
