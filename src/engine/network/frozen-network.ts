import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import { foldGraph } from './fold-graph';
import { frozenConv } from './frozen-conv';
import { backwardFilter } from './input-gradient';
import type { Layer } from './layer';
import { readGraph } from './read-graph';

/** A network whose weights never change; its gradient reaches the input only. */
export interface FrozenNetwork {
  /**
   * Runs the network: input [n, h, w, 3] RGB in the network's own scale, to one tensor per
   * output name, in the order given on load. Differentiable. The caller disposes the results.
   */
  run(input: Tensor4D): Tensor[];
  dispose(): void;
}

export interface FrozenNetworkSource {
  /** Text of model.json and bytes of its weight file. */
  readonly modelJson: string;
  readonly weights: ArrayBuffer;
  /** Graph node names. */
  readonly input: string;
  /** The order of channels that the weights expect; `run` takes RGB either way. */
  readonly channels?: 'rgb' | 'bgr';
  readonly outputs: readonly string[];
}

/** Loads a graph model and rewrites it once. Throws EngineError 'bad-model'. */
export function loadFrozenNetwork(source: FrozenNetworkSource): FrozenNetwork {
  const held: Tensor[] = [];
  const hold = <T extends Tensor>(tensor: T): T => {
    held.push(tf.keep(tensor));
    return tensor;
  };
  const backward = new Map<Layer, Tensor4D>();
  const constants = new Map<string, Tensor>();
  let layers: readonly Layer[] = [];
  // decodeWeights and the folding make tensors that nobody needs later: what is not held goes.
  tf.tidy(() => {
    const graph = readGraph(source.modelJson, source.weights);
    const folded = foldGraph(
      graph,
      source.outputs,
      source.channels === 'bgr' ? source.input : undefined,
    );
    for (const layer of folded) {
      if (layer.kind === 'plain') {
        for (const name of layer.inputs) {
          const weight = graph.weights[name];
          if (weight) constants.set(name, hold(weight));
        }
      } else {
        hold(layer.filter);
        if (layer.bias) hold(layer.bias);
        if (layer.slope) hold(layer.slope);
        backward.set(layer, hold(backwardFilter(layer.kind, layer.filter, layer.stride)));
      }
    }
    layers = folded;
  });

  const run = (input: Tensor4D): Tensor[] =>
    tf.tidy(() => {
      const values = new Map<string, Tensor>(constants);
      values.set(source.input, input);
      const value = (name: string): Tensor => {
        const tensor = values.get(name);
        if (!tensor) throw new EngineError('bad-model', `${name} was not computed`);
        return tensor;
      };
      for (const layer of layers) {
        if (layer.kind === 'plain') {
          values.set(layer.name, layer.apply(...layer.inputs.map(value)));
        } else {
          const filter = backward.get(layer);
          if (!filter) throw new EngineError('bad-model', `${layer.name} has no backward filter`);
          values.set(layer.name, frozenConv(value(layer.input) as Tensor4D, layer, filter));
        }
      }
      return source.outputs.map(value);
    });

  return {
    run,
    dispose: () => {
      tf.dispose(held);
    },
  };
}
