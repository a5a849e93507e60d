import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { Activation, ConvLayer, Layer } from './layer';
import { fusedOperations, plainOperation, spatial } from './plain-operation';
import type { Graph, GraphNode } from './read-graph';

const CONVOLUTIONS: Readonly<Record<string, ConvLayer['kind']>> = {
  Conv2D: 'conv',
  _FusedConv2D: 'conv',
  DepthwiseConv2dNative: 'depthwise',
  FusedDepthwiseConv2dNative: 'depthwise',
};

/**
 * Rewrites a graph, once on load, into the layers that `outputs` need, in the order in which they
 * can run. Scale, bias and relu / relu6 that follow a convolution are folded into it; everything
 * that no output needs is left out. `bgrInput` names an input whose channels the caller gives the
 * other way round: the filters that read it are turned instead. New tensors are made inside; wrap
 * the call in tf.tidy and keep the result. Throws EngineError 'bad-model'.
 */
export function foldGraph(graph: Graph, outputs: readonly string[], bgrInput?: string): Layer[] {
  return new Folding(graph, outputs, bgrInput).run();
}

class Folding {
  private readonly graph: Graph;
  private readonly outputs: readonly string[];
  private readonly bgrInput: string | undefined;
  private readonly consumers = new Map<string, GraphNode[]>();
  private readonly layers: Layer[] = [];
  private readonly done = new Set<string>();
  /** Nodes that a convolution has taken over, by the last of them: its name is the layer's. */
  private readonly folded = new Map<string, ConvLayer>();

  constructor(graph: Graph, outputs: readonly string[], bgrInput: string | undefined) {
    this.graph = graph;
    this.outputs = outputs;
    this.bgrInput = bgrInput;
  }

  run(): Layer[] {
    for (const node of this.graph.nodes.values()) {
      for (const input of node.inputs) {
        const list = this.consumers.get(input) ?? [];
        list.push(node);
        this.consumers.set(input, list);
      }
    }
    for (const node of this.graph.nodes.values()) {
      const kind = CONVOLUTIONS[node.op];
      if (kind) {
        const layer = this.foldConvolution(node, kind);
        this.folded.set(layer.name, layer);
      }
    }
    for (const output of this.outputs) this.place(output);
    return this.layers;
  }

  /** Appends the layer called `name` after everything that it reads. */
  private place(name: string): void {
    if (this.done.has(name)) return;
    this.done.add(name);
    const node = this.node(name);
    if (node.op === 'Placeholder' || node.op === 'Const') return;
    const convolution = this.folded.get(name);
    if (convolution) {
      this.place(convolution.input);
      this.layers.push(convolution);
      return;
    }
    if (this.bgrInput !== undefined && node.inputs.includes(this.bgrInput)) {
      throw new EngineError(
        'bad-model',
        `${name} reads the input in an order that it was not given`,
      );
    }
    const constant = (input: number): number[] => Array.from(this.weight(node, input).dataSync());
    const operation = plainOperation(node, constant);
    for (const input of node.inputs) this.place(input);
    const constants = node.inputs.flatMap((input) => this.graph.weights[input] ?? []);
    if (constants.length === node.inputs.length) {
      // What is made of constants is one itself.
      this.graph.weights[name] = operation.apply(...constants);
      return;
    }
    this.layers.push({ kind: 'plain', name, inputs: node.inputs, ...operation });
  }

  private foldConvolution(node: GraphNode, kind: ConvLayer['kind']): ConvLayer {
    const fused = fusedOperations(node);
    let filter = this.weight(node, 1) as Tensor4D;
    // Depthwise filters keep their channels third as well.
    if (node.inputs[0] === this.bgrInput) filter = tf.reverse4d(filter, 2);
    let bias = fused.includes('BiasAdd') ? this.vector(this.weight(node, 2)) : undefined;
    let activation: Activation = 'linear';
    let slope: Tensor | undefined;
    if (fused.includes('Relu')) activation = 'relu';
    if (fused.includes('Relu6')) activation = 'relu6';
    if (fused.includes('Prelu')) {
      activation = 'prelu';
      slope = this.weight(node, 3);
    }
    let last = node;
    for (let next = this.follower(last); next; next = this.follower(last)) {
      const operand = this.operand(next, last);
      if (activation === 'linear' && next.op === 'Mul' && operand) {
        const scale = this.vector(operand);
        filter = scaleFilter(kind, filter, scale);
        bias = bias ? tf.mul(bias, scale) : undefined;
      } else if (activation === 'linear' && /^(Add|AddV2|BiasAdd)$/.test(next.op) && operand) {
        const shift = this.vector(operand);
        bias = bias ? tf.add(bias, shift) : shift;
      } else if (activation === 'linear' && next.op === 'Relu') {
        activation = 'relu';
      } else if (
        activation === 'relu' &&
        next.op === 'Minimum' &&
        operand &&
        isScalar(operand, 6)
      ) {
        activation = 'relu6';
      } else if (
        // Keras writes relu6 as clip_by_value after a relu: the lower bound changes nothing.
        activation === 'relu6' &&
        next.op === 'Maximum' &&
        operand &&
        isScalar(operand, 0)
      ) {
        activation = 'relu6';
      } else break;
      last = next;
    }
    return {
      kind,
      name: last.name,
      input: this.inputName(node, 0),
      filter,
      bias,
      activation,
      slope,
      stride: spatial(node, 'strides'),
      padding: node.attributes.get('padding') === 'SAME' ? 'same' : 'valid',
    };
  }

  /** The only reader of a node that is not itself an output: what may be folded into it. */
  private follower(node: GraphNode): GraphNode | undefined {
    const readers = this.consumers.get(node.name) ?? [];
    return readers.length === 1 && !this.outputs.includes(node.name) ? readers[0] : undefined;
  }

  /** The constant that `node` combines with `value`, if it is one. */
  private operand(node: GraphNode, value: GraphNode): Tensor | undefined {
    const other = node.inputs.find((input) => input !== value.name);
    return other === undefined ? undefined : this.graph.weights[other];
  }

  private vector(tensor: Tensor): Tensor1D {
    return tf.reshape(tensor, [tensor.size]);
  }

  private node(name: string): GraphNode {
    const node = this.graph.nodes.get(name);
    if (!node) throw new EngineError('bad-model', `The graph has no node ${name}`);
    return node;
  }

  private inputName(node: GraphNode, index: number): string {
    const name = node.inputs[index];
    if (name === undefined) throw new EngineError('bad-model', `${node.name} lacks input ${index}`);
    return name;
  }

  private weight(node: GraphNode, index: number): Tensor {
    const tensor = this.graph.weights[this.inputName(node, index)];
    if (!tensor) throw new EngineError('bad-model', `${node.name}: input ${index} is no constant`);
    return tensor;
  }
}

/** Multiplies each output channel of a filter. Depthwise filters keep their channels third. */
function scaleFilter(kind: ConvLayer['kind'], filter: Tensor4D, scale: Tensor1D): Tensor4D {
  const shape = kind === 'conv' ? [1, 1, 1, scale.size] : [1, 1, scale.size, 1];
  return tf.mul(filter, tf.reshape(scale, shape));
}

function isScalar(tensor: Tensor, value: number): boolean {
  return tensor.size === 1 && tensor.dataSync()[0] === value;
}
