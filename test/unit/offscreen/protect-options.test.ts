import { expect, it } from 'vitest';
import { protectOptions } from '../../../src/offscreen/worker/protect-options';

it.each([
  ['balanced', 0.85],
  ['strong', 1],
  [undefined, 1],
] as const)('turns the strength %s into the ceiling %d', (strength, k) => {
  const order = { seed: 7, ...(strength && { strength }) };
  expect(protectOptions(order)).toEqual({
    mode: 'nontargeted',
    form: 'product',
    k,
    maxSteps: 192,
    seed: 7,
  });
});

it('gives the way to a target more steps', () => {
  const order = { seed: 7, mode: 'targeted' } as const;
  expect(protectOptions(order)).toMatchObject({ mode: 'targeted', form: 'product', maxSteps: 320 });
});

it('gives the form of the paper the steps that its schedule takes', () => {
  expect(protectOptions({ seed: 7, form: 'paper' }).maxSteps).toBe(400);
});

it('keeps what the client chose', () => {
  const order = { seed: 7, mode: 'targeted', form: 'paper', maxSteps: 3 } as const;
  const chosen = protectOptions({ ...order, towards: { kind: 'new-decoy' } });
  // What a job goes to is no option of the engine: it gets the embeddings.
  expect(chosen).toEqual({ ...order, k: 1 });
});
