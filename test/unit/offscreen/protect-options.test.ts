import { expect, it } from 'vitest';
import { STRENGTHS } from '../../../src/shared/strength';
import type { Strength } from '../../../src/shared/strength';
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
    maxSteps: 192,
    ...level,
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
});

it('gives a face a decoy at strong where photos are to part, and nowhere else', () => {
  const decoyOf = (strength: Strength, unlinkable?: boolean): number | undefined =>
    protectOptions({ seed: 7, strength, ...(unlinkable !== undefined && { unlinkable }) })
      .decoyWeight;
  expect(STRENGTHS.map((strength) => decoyOf(strength, true))).toEqual([undefined, undefined, 1]);
  expect(STRENGTHS.map((strength) => decoyOf(strength, false))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(decoyOf('strong')).toBeUndefined();
});

it.each([{ mode: 'targeted' }, { transferSteps: 0 }, { form: 'paper' }] as const)(
  'gives no decoy to what has no steps for transfer: %o',
  (order) => {
    const options = protectOptions({ seed: 7, strength: 'strong', unlinkable: true, ...order });
    expect(options).not.toHaveProperty('decoyWeight');
    expect(options).not.toHaveProperty('unlinkable');
  },
);

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
