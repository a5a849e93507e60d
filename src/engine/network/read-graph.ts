import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensorMap, io } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';

/** One operation of a TensorFlow graph as stored in a tfjs graph-model file. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Names of the nodes whose first output is read. */
  readonly inputs: readonly string[];
  readonly attributes: ReadonlyMap<string, string | boolean | readonly (string | number)[]>;
}

export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** The constants by node name. Owned by the caller of `readGraph`. */
  readonly weights: NamedTensorMap;
}

interface StoredAttribute {
  readonly s?: string;
  readonly b?: boolean;
  /** A constant of whole numbers that is part of the graph (shapes, axes, paddings). */
  readonly tensor?: StoredTensor;
  readonly list?: {
    readonly s?: readonly string[];
    readonly i?: readonly (string | number)[];
  };
}

interface StoredTensor {
  readonly tensorShape: { readonly dim?: readonly { readonly size: string }[] };
  /** Absent where the values lie in the weight file. */
  readonly intVal?: readonly number[];
}

interface StoredNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, StoredAttribute>>;
}

interface StoredModel {
  readonly modelTopology: { readonly node: readonly StoredNode[] };
  readonly weightsManifest: readonly { readonly weights: io.WeightsManifestEntry[] }[];
}

/**
 * Reads a tfjs graph model: `modelJson` is the text of model.json, `weights` the bytes of its one
 * weight file. Returns the nodes and the decoded constants (float16 is widened to float32).
 * Throws EngineError 'bad-model' when the two do not fit together.
 */
export function readGraph(modelJson: string, weights: ArrayBuffer): Graph {
  const model = JSON.parse(modelJson) as StoredModel;
  const specs = model.weightsManifest.flatMap((group) => group.weights);
  const nodes = new Map<string, GraphNode>();
  const inside: NamedTensorMap = {};
  for (const stored of model.modelTopology.node) {
    nodes.set(stored.name, readNode(stored));
    const tensor = stored.attr?.['value']?.tensor;
    if (tensor?.intVal) inside[stored.name] = integers(tensor.tensorShape, tensor.intVal);
  }
  try {
    return { nodes, weights: { ...tf.io.decodeWeights(weights, specs), ...inside } };
  } catch (cause) {
    throw new EngineError('bad-model', 'The weights do not fit the graph', { cause });
  }
}

function readNode(stored: StoredNode): GraphNode {
  const attributes = new Map<string, string | boolean | readonly (string | number)[]>();
  for (const [key, value] of Object.entries(stored.attr ?? {})) {
    if (value.s !== undefined) attributes.set(key, decodeText(value.s));
    else if (value.b !== undefined) attributes.set(key, value.b);
    else if (value.list?.s) attributes.set(key, value.list.s.map(decodeText));
    else if (value.list?.i) attributes.set(key, value.list.i.map(Number));
  }
  // Control inputs ("^name") order side effects, of which an inference graph has none.
  const inputs = (stored.input ?? [])
    .filter((input) => !input.startsWith('^'))
    .map((input) => input.replace(/:0$/, ''));
  return { name: stored.name, op: stored.op, inputs, attributes };
}

function integers({ dim = [] }: StoredTensor['tensorShape'], values: readonly number[]): tf.Tensor {
  const shape = dim.map(({ size }) => Number(size));
  return tf.tensor(Int32Array.from(values), shape, 'int32');
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Protocol-buffer JSON writes strings as base64; the engine room has no `atob`. ASCII only. */
function decodeText(base64: string): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const character of base64.replace(/=+$/, '')) {
    bits = (bits << 6) | BASE64.indexOf(character);
    held += 6;
    if (held >= 8) {
      held -= 8;
      text += String.fromCharCode((bits >> held) & 0xff);
    }
  }
  return text;
}
