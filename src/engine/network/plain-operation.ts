import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { GraphNode } from './read-graph';

/**
 * The function that a graph node stands for, other than convolutions. `constant` gives the
 * values of an input that is a constant (shapes, axes, paddings). Throws 'bad-model' for an
 * operation that no model of ours has.
 */
export function plainOperation(
  node: GraphNode,
  constant: (input: number) => number[],
): (...inputs: Tensor[]) => Tensor {
  const need = (tensor: Tensor | undefined): Tensor => {
    if (!tensor) throw new EngineError('bad-model', `${node.name} lacks an input`);
    return tensor;
  };
  switch (node.op) {
    case 'Add':
    case 'AddV2':
      return (a, b) => tf.add(need(a), need(b));
    case 'Mul':
      return (a, b) => tf.mul(need(a), need(b));
    case 'Relu':
      return (x) => tf.relu(need(x));
    case 'Minimum':
      return (a, b) => tf.minimum(need(a), need(b));
    case 'Maximum':
      return (a, b) => tf.maximum(need(a), need(b));
    case 'Prelu':
      return (x, slope) => tf.prelu(need(x), need(slope));
    case 'Sigmoid':
      return (x) => tf.sigmoid(need(x));
    case 'Softmax':
      return (x) => tf.softmax(need(x));
    case 'Identity':
      return (x) => tf.clone(need(x));
    case 'Mean': {
      const axes = constant(1);
      const keepDims = node.attributes.get('keep_dims') === true;
      return (x) => tf.mean(need(x), axes, keepDims);
    }
    case 'Reshape': {
      const shape = constant(1);
      return (x) => tf.reshape(need(x), shape);
    }
    case 'Pad': {
      const flat = constant(1);
      const pairs = flat.flatMap((before, i) =>
        i % 2 === 0 ? [[before, flat[i + 1] ?? 0] as [number, number]] : [],
      );
      return (x) => tf.pad(need(x), pairs);
    }
    case 'MaxPool': {
      const size = spatial(node, 'ksize');
      const stride = spatial(node, 'strides');
      const padding = node.attributes.get('padding') === 'SAME' ? 'same' : 'valid';
      return (x) => tf.maxPool(need(x) as Tensor4D, size, stride, padding);
    }
    case 'MatMul':
    case '_FusedMatMul': {
      const fused = fusedOperations(node);
      return (a, b, bias) => {
        const product = tf.matMul(need(a), need(b));
        const sum = fused.includes('BiasAdd') ? tf.add(product, need(bias)) : product;
        return fused.includes('Relu') ? tf.relu(sum) : sum;
      };
    }
    default:
      throw new EngineError('bad-model', `Unknown operation ${node.op} (${node.name})`);
  }
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
