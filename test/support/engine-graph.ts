import type { FrozenNetworkSource } from '../../src/engine/network/frozen-network';

/** An operation of a hand-made graph. Text attributes are given as text, windows as their side. */
export interface DrawnNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly text?: Readonly<Record<string, string>>;
  readonly windows?: Readonly<Record<string, number>>;
  readonly flags?: Readonly<Record<string, boolean>>;
  readonly fused?: readonly string[];
}

export interface DrawnWeight {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  readonly dtype?: 'float32' | 'int32';
}

/** A tfjs graph-model file of a few nodes; every weight gets its Const node. */
export function drawGraph(
  nodes: readonly DrawnNode[],
  weights: Readonly<Record<string, DrawnWeight>>,
  outputs: readonly string[],
): FrozenNetworkSource {
  const entries = Object.entries(weights);
  const constants = entries.map(([name]): DrawnNode => ({ name, op: 'Const' }));
  const manifest = entries.map(([name, { shape, dtype = 'float32' }]) => ({ name, shape, dtype }));
  const buffers = entries.map(([, { values, dtype }]) =>
    Buffer.from(
      dtype === 'int32' ? Int32Array.from(values).buffer : Float32Array.from(values).buffer,
    ),
  );
  const bytes = new Uint8Array(Buffer.concat(buffers));
  return {
    modelJson: JSON.stringify({
      modelTopology: { node: [...constants, ...nodes].map(storedNode) },
      weightsManifest: [{ weights: manifest }],
    }),
    weights: bytes.buffer,
    input: 'x',
    outputs,
  };
}

function storedNode({
  name,
  op,
  input = [],
  text = {},
  windows = {},
  flags = {},
  fused,
}: DrawnNode) {
  const base64 = (value: string): string => Buffer.from(value).toString('base64');
  return {
    name,
    op,
    input,
    attr: {
      ...mapValues(text, (value) => ({ s: base64(value) })),
      ...mapValues(windows, (n) => ({ list: { i: ['1', String(n), String(n), '1'] } })),
      ...mapValues(flags, (b) => ({ b })),
      ...(fused ? { fused_ops: { list: { s: fused.map(base64) } } } : {}),
    },
  };
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, map: (value: V) => W) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
