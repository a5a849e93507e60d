import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { FrozenConv } from './frozen-conv';
import type { PlainLayer } from './layer';

/** One layer, ready to run both ways. */
export type Stage =
  | {
      readonly kind: 'conv';
      readonly name: string;
      readonly input: string;
      readonly conv: FrozenConv;
    }
  | PlainLayer;

/** The values of a pass by node name. */
export type Values = Map<string, Tensor>;

/**
 * Runs the stages in order and adds each one's value to `values`, which holds the input and the
 * constants. With `lastReads` a value goes as soon as no later stage reads it: what is allocated next
 * then takes memory that is still in the cache. The caller disposes what is left.
 */
export function runForward(
  stages: readonly Stage[],
  values: Values,
  lastReads?: ReadonlyMap<number, readonly string[]>,
): void {
  try {
    for (const [i, stage] of stages.entries()) {
      const value = tf.tidy(() =>
        stage.kind === 'plain'
          ? stage.apply(...stage.inputs.map((name) => valueOf(values, name)))
          : stage.conv.forward(valueOf(values, stage.input) as Tensor4D),
      );
      values.set(stage.name, tf.keep(value));
      for (const name of lastReads?.get(i) ?? []) drop(values, name);
    }
  } catch (error) {
    for (const { name } of stages) drop(values, name);
    throw error;
  }
}

/**
 * Carries `dy`, the gradient with respect to the last stage's value, back to the one called
 * `input` by the chain rule in reverse. Constants and weights get no gradient. Disposes each
 * stage's value once it is of no more use, and all of them when it throws. The caller disposes the
 * result.
 */
export function runBackward(
  stages: readonly Stage[],
  values: Values,
  input: string,
  dy: Tensor,
): Tensor {
  const wanted = new Set([input, ...stages.map(({ name }) => name)]);
  const gradients: Values = new Map([[stages.at(-1)?.name ?? input, sameData(dy)]]);
  try {
    for (const stage of stages.toReversed()) {
      if (gradients.has(stage.name)) passGradient(stage, values, gradients, wanted);
      drop(gradients, stage.name);
      drop(values, stage.name);
    }
    return handOver(gradients, input);
  } finally {
    for (const { name } of stages) {
      drop(gradients, name);
      drop(values, name);
    }
  }
}

/** Adds to the gradient of each `wanted` input of a stage what comes through it. */
function passGradient(
  stage: Stage,
  values: Values,
  gradients: Values,
  wanted: ReadonlySet<string>,
): void {
  const dy = valueOf(gradients, stage.name);
  const names = stage.kind === 'plain' ? stage.inputs : [stage.input];
  for (const [index, name] of names.entries()) {
    if (!wanted.has(name)) continue;
    const before = gradients.get(name);
    const after = tf.tidy(() => {
      const part = stageGradient(stage, dy, index, values);
      return before ? tf.add(before, part) : sameData(part);
    });
    before?.dispose();
    gradients.set(name, tf.keep(after));
  }
}

function stageGradient(stage: Stage, dy: Tensor, index: number, values: Values): Tensor {
  const output = valueOf(values, stage.name);
  if (stage.kind !== 'plain') {
    const { shape } = valueOf(values, stage.input) as Tensor4D;
    return stage.conv.backward(dy as Tensor4D, output as Tensor4D, shape);
  }
  if (!stage.gradient) throw new EngineError('bad-model', `No gradient through ${stage.name}`);
  const inputs = stage.inputs.map((name) => valueOf(values, name));
  return stage.gradient(dy, index, inputs, output);
}

/** Another handle on the same numbers, to be disposed by itself; nothing is copied. */
export function sameData<T extends Tensor>(tensor: T): T {
  return tf.reshape(tensor, tensor.shape) as T;
}

/** Takes a value out of the map: from here on it belongs to the caller's tidy. */
export function handOver(values: Values, name: string): Tensor {
  const result = sameData(valueOf(values, name));
  drop(values, name);
  return result;
}

function drop(values: Values, name: string): void {
  values.get(name)?.dispose();
  values.delete(name);
}

/** Throws EngineError 'bad-model' when there is none. */
export function valueOf(values: Values, name: string): Tensor {
  const value = values.get(name);
  if (!value) throw new EngineError('bad-model', `${name} was not computed`);
  return value;
}
