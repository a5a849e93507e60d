/**
 * Writes models/dlib/dlib.json: the graph of dlib's face recognition ResNet for the weights that
 * @vladmandic/face-api carries, which come without one. With --check, only says whether the file
 * is what it would write.
 *
 * The architecture: a ResNet of 29 layers, each convolution followed by a scale and a shift
 * (King 2017, http://blog.dlib.net/2017/02/high-quality-face-recognition-with-deep.html, dlib's
 * examples/dnn_face_recognition_ex.cpp); padding and names as in face-api's FaceRecognitionNet.
 */
import type { Node } from './graphs/graph-file';
import { integers, putGraph, readJson, text } from './graphs/graph-file';

const manifest = readJson(
  'node_modules/@vladmandic/face-api/model/face_recognition_model-weights_manifest.json',
) as readonly { readonly weights: readonly { readonly name: string }[] }[];

const square = (side: number) => ({
  list: { i: ['1', String(side), String(side), '1'] },
});

const nodes: Node[] = [
  { name: 'input', op: 'Placeholder' },
  ...manifest.flatMap(({ weights }) => weights).map(({ name }): Node => ({ name, op: 'Const' })),
  integers('pad_end', [4, 2], [0, 0, 0, 1, 0, 1, 0, 0]),
  integers('spatial', [2], [1, 2]),
];

function add(node: Node): string {
  nodes.push(node);
  return node.name;
}

/** Convolution, its bias, dlib's affine layer (batch normalisation in training), perhaps relu. */
function convolution(input: string, name: string, stride: 1 | 2, relu: boolean): string {
  const convolved = add({
    name: `${name}/conv`,
    op: 'Conv2D',
    input: [input, `${name}/conv/filters`],
    attr: { strides: square(stride), padding: { s: text(stride === 1 ? 'SAME' : 'VALID') } },
  });
  const biased = add({ name: `${name}/b`, op: 'AddV2', input: [convolved, `${name}/conv/bias`] });
  const scaled = add({ name: `${name}/s`, op: 'Mul', input: [biased, `${name}/scale/weights`] });
  const shifted = add({
    name: `${name}/out`,
    op: 'AddV2',
    input: [scaled, `${name}/scale/biases`],
  });
  return relu ? add({ name: `${name}/relu`, op: 'Relu', input: [shifted] }) : shifted;
}

function pool(input: string, name: string, op: 'MaxPool' | 'AvgPool', size: number): string {
  const attr = { ksize: square(size), strides: square(2), padding: { s: text('VALID') } };
  return add({ name, op, input: [input], attr });
}

function residual(input: string, name: string): string {
  const first = convolution(input, `${name}/conv1`, 1, true);
  const second = convolution(first, `${name}/conv2`, 1, false);
  const sum = add({ name: `${name}/sum`, op: 'AddV2', input: [second, input] });
  return add({ name: `${name}/relu`, op: 'Relu', input: [sum] });
}

/**
 * Half the size: the shortcut is averaged, and zeros fill up the channels that it lacks and the
 * pixels that the convolution lost (in an even input one row and one column fewer).
 */
function residualDown(
  input: string,
  name: string,
  channels: { readonly from: number; readonly to: number },
  loses: boolean,
): string {
  const first = convolution(input, `${name}/conv1`, 2, true);
  const second = convolution(first, `${name}/conv2`, 1, false);
  const padded = loses
    ? add({ name: `${name}/padded`, op: 'Pad', input: [second, 'pad_end'] })
    : second;
  let shortcut = pool(input, `${name}/pool`, 'AvgPool', 2);
  const missing = channels.to - channels.from;
  if (missing > 0) {
    const paddings = integers(`${name}/channels`, [4, 2], [0, 0, 0, 0, 0, 0, 0, missing]);
    shortcut = add({
      name: `${name}/widened`,
      op: 'Pad',
      input: [shortcut, add(paddings)],
    });
  }
  const sum = add({ name: `${name}/sum`, op: 'AddV2', input: [padded, shortcut] });
  return add({ name: `${name}/relu`, op: 'Relu', input: [sum] });
}

let out = convolution('input', 'conv32_down', 2, true);
out = pool(out, 'pool', 'MaxPool', 3);
for (const i of [1, 2, 3]) out = residual(out, `conv32_${String(i)}`);
out = residualDown(out, 'conv64_down', { from: 32, to: 64 }, false);
for (const i of [1, 2, 3]) out = residual(out, `conv64_${String(i)}`);
out = residualDown(out, 'conv128_down', { from: 64, to: 128 }, false);
for (const i of [1, 2]) out = residual(out, `conv128_${String(i)}`);
out = residualDown(out, 'conv256_down', { from: 128, to: 256 }, true);
for (const i of [1, 2]) out = residual(out, `conv256_${String(i)}`);
out = residualDown(out, 'conv256_down_out', { from: 256, to: 256 }, true);
const pooled = add({ name: 'mean', op: 'Mean', input: [out, 'spatial'] });
add({ name: 'embedding', op: 'MatMul', input: [pooled, 'fc'] });

putGraph('models/dlib/dlib.json', nodes, manifest, 'scripts/dlib-graph.ts');
