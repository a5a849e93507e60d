/**
 * Writes models/mobilefacenet/mobilefacenet.json: the graph of MobileFaceNet for the weights that
 * @vladmandic/human 0.9 carries. The graph that comes with them maps every face to one point, and is
 * mended here. With --check, only says whether the file is what it would write.
 *
 * The network's source writes a PReLU as relu(x) + slope * (x - |x|) / 2. The conversion lets each
 * depthwise convolution rectify its output before the PReLU, which then sees nothing negative, and
 * its constants have the sign of -slope / 2 (docs/decisions/0045). Here each PReLU is one node, with
 * -2 times that constant for a slope.
 */
import type { Node } from './graphs/graph-file';
import { integers, putGraph, readJson, text } from './graphs/graph-file';

type StoredNode = Node & { readonly input: readonly string[] };

const stored = readJson('node_modules/human-0.9/models/mobilefacenet.json') as {
  readonly modelTopology: { readonly node: readonly Node[] };
  readonly weightsManifest: unknown;
};
const all = stored.modelTopology.node.map((node): StoredNode => ({ input: [], ...node }));
const nodes: Node[] = [integers('minus_two', [], [-2])];

function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the stored graph has no ${what}`);
  return value;
}

const findReader = (name: string, op: string): StoredNode | undefined =>
  all.find((node) => node.op === op && node.input.includes(name));

/** The one node of this operation that reads `name`. */
const reader = (name: string, op: string): StoredNode =>
  needed(findReader(name, op), `${op} of ${name}`);

/** A convolution and its bias, without what the conversion made it do to its output. */
function convolution({ name, op, input, attr }: StoredNode): Node {
  return {
    name,
    op,
    input,
    attr: {
      strides: needed(attr?.['strides'], `strides of ${name}`),
      padding: needed(attr?.['padding'], `padding of ${name}`),
      fused_ops: { list: { s: [text('BiasAdd')] } },
    },
  };
}

/** The PReLU that reads `name`, by the name of its last node; nothing where there is none. */
function prelu(name: string): Node[] {
  const absolute = findReader(name, 'Abs');
  if (!absolute) return [];
  const negative = reader(absolute.name, 'Sub');
  const scaled = reader(negative.name, 'Mul');
  const constants = scaled.input.filter((input) => input !== negative.name);
  const half = needed(constants[0], `slope of ${name}`);
  return [
    { name: `${half}/slope`, op: 'Mul', input: [half, 'minus_two'] },
    { name: reader(scaled.name, 'Add').name, op: 'Prelu', input: [name, `${half}/slope`] },
  ];
}

for (const node of all) {
  const isOfPrelu = node.input.some((input) => input.endsWith('/mul_1'));
  if (node.op === 'Const' || node.op === 'Placeholder') {
    nodes.push({ name: node.name, op: node.op });
  } else if (node.op === '_FusedConv2D' || node.op === 'FusedDepthwiseConv2dNative') {
    nodes.push(convolution(node), ...prelu(node.name));
  } else if (node.op === 'Add' && !isOfPrelu) {
    nodes.push({ name: node.name, op: node.op, input: node.input });
  }
}

putGraph(
  'models/mobilefacenet/mobilefacenet.json',
  nodes,
  stored.weightsManifest,
  'scripts/mobilefacenet-graph.ts',
);
