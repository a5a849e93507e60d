import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import { differentiable } from './differentiable';
import { foldGraph } from './fold-graph';
import { frozenConv } from './frozen-conv';
import type { Layer } from './layer';
import type { Stage, Values } from './network-pass';
import { handOver, runBackward, runForward, sameData, valueOf } from './network-pass';
import { readGraph } from './read-graph';

/** A network whose weights never change; its gradient reaches the input only. */
export interface FrozenNetwork {
  /**
   * Runs the network: input [n, h, w, 3] RGB in the network's own scale, to one tensor per
   * output name, in the order given on load. Differentiable when it has one output. The caller
   * disposes the results.
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
  const { input, outputs } = source;
  const { stages, constants } = prepare(source);
  const lastReads = lastReadsOf(stages, [...outputs, ...constants.keys(), input]);
  const [output] = outputs;

  const runOnce = (x: Tensor4D): Tensor[] => {
    const values: Values = new Map([...constants, [input, x]]);
    runForward(stages, values, lastReads);
    return outputs.map((name) => handOver(values, name));
  };
  const runWithGradient = (x: Tensor4D): Tensor => {
    if (output === undefined || outputs.length !== 1) {
      throw new EngineError('bad-model', 'Only a network with one output has a gradient');
    }
    // Kept in the open instead of by `save`, which copies what it is given.
    const values: Values = new Map(constants);
    return differentiable(
      x,
      () => {
        values.set(input, tf.keep(sameData(x)));
        runForward(stages, values);
        return sameData(valueOf(values, output));
      },
      (dy) => {
        try {
          return runBackward(stages, values, input, dy) as Tensor4D;
        } finally {
          values.get(input)?.dispose();
        }
      },
    );
  };
  return {
    // Without a gradient to come nothing has to be kept.
    run: (x) => (tf.engine().state.gradientDepth > 0 ? [runWithGradient(x)] : runOnce(x)),
    dispose: () => {
      for (const stage of stages) if (stage.kind === 'conv') stage.conv.dispose();
      for (const constant of constants.values()) constant.dispose();
    },
  };
}

function prepare({ modelJson, weights, input, outputs, channels }: FrozenNetworkSource): {
  stages: readonly Stage[];
  constants: ReadonlyMap<string, Tensor>;
} {
  const constants = new Map<string, Tensor>();
  const stages: Stage[] = [];
  // decodeWeights and the folding make tensors that nobody needs later: what is not kept goes.
  tf.tidy(() => {
    const graph = readGraph(modelJson, weights);
    const layers = foldGraph(graph, outputs, channels === 'bgr' ? input : undefined);
    for (const layer of layers) {
      stages.push(stageOf(layer));
      if (layer.kind !== 'plain') continue;
      for (const name of layer.inputs) {
        const weight = graph.weights[name];
        if (weight) constants.set(name, tf.keep(weight));
      }
    }
  });
  return { stages, constants };
}

function stageOf(layer: Layer): Stage {
  if (layer.kind === 'plain') return layer;
  return { kind: 'conv', name: layer.name, input: layer.input, conv: frozenConv(layer) };
}

/** By stage: the values that no later one reads. Those named in `kept` are never among them. */
function lastReadsOf(
  stages: readonly Stage[],
  kept: readonly string[],
): ReadonlyMap<number, readonly string[]> {
  const last = new Map<string, number>();
  for (const [i, stage] of stages.entries()) {
    for (const name of stage.kind === 'plain' ? stage.inputs : [stage.input]) last.set(name, i);
  }
  const reads = new Map<number, string[]>();
  for (const [name, i] of last) {
    if (!kept.includes(name)) reads.set(i, [...(reads.get(i) ?? []), name]);
  }
  return reads;
}
