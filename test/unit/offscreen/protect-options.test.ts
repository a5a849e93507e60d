import { expect, it } from 'vitest';
import { LEVELS, protectOptions } from '../../../src/offscreen/worker/protect-options';

it.each([
  ['invisible', LEVELS.invisible],
  ['balanced', LEVELS.balanced],
  ['strong', LEVELS.strong],
  [undefined, LEVELS.strong],
] as const)('turns the strength %s into %o', (strength, level) => {
  const order = { seed: 7, ...(strength && { strength }) };
  expect(protectOptions(order)).toEqual({
    mode: 'nontargeted',
    form: 'product',
    ...level,
    maxSteps: 192,
    seed: 7,
  });
});

it('allows and spends more from strength to strength', () => {
  const levels = [LEVELS.invisible, LEVELS.balanced, LEVELS.strong];
  const rises = (values: readonly number[]): boolean =>
    values.every((value, i) => i === 0 || value > values[i - 1]!);
  expect(rises(levels.map(({ k }) => k))).toBe(true);
  expect(LEVELS.strong.leastPsnr).toBeLessThan(LEVELS.balanced.leastPsnr ?? NaN);
  expect(levels.map(({ transferSteps = 0 }) => transferSteps > 0)).toEqual([false, true, true]);
  expect(levels.map(({ decoyWeight = 0 }) => decoyWeight > 0)).toEqual([false, false, true]);
});

it.each(['balanced', 'strong'] as const)(
  'makes the least change inside the ceiling and the ball of %s where no steps for transfer are wanted',
  (strength) => {
    const { k, leastPsnr } = LEVELS[strength];
    expect(protectOptions({ seed: 7, strength, transferSteps: 0 })).toEqual({
      mode: 'nontargeted',
      form: 'product',
      k,
      leastPsnr,
      transferSteps: 0,
      maxSteps: 192,
      seed: 7,
    });
  },
);

it('gives the way to a target more steps', () => {
  const order = { seed: 7, mode: 'targeted' } as const;
  expect(protectOptions(order)).toMatchObject({ mode: 'targeted', form: 'product', maxSteps: 320 });
});

it('gives the form of the paper the steps that its schedule takes', () => {
  expect(protectOptions({ seed: 7, form: 'paper' }).maxSteps).toBe(400);
});

it('keeps what the client chose', () => {
  const order = { seed: 7, mode: 'targeted', form: 'paper', maxSteps: 3 } as const;
  const chosen = protectOptions({ ...order, towards: { kind: 'new-decoy' }, platforms: [] });
  // What a job goes to is no option of the engine: it gets the embeddings.
  expect(chosen).toEqual({ ...order, k: 1 });
});
