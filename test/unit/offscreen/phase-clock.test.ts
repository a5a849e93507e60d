import { expect, it } from 'vitest';
import { PhaseClock } from '../../../src/offscreen/worker/phase-clock';

it('adds up each phase, keeps what belongs to none out of them, and ends with the last', () => {
  let nowMs = 1000;
  const clock = new PhaseClock(() => nowMs);
  const spend = (ms: number) => (nowMs += ms);
  spend(500);
  clock.enter('decode');
  spend(100);
  clock.enter('optimise');
  spend(2000);
  clock.enter('encode');
  spend(30);
  clock.enter('optimise');
  spend(1);
  expect(clock.read()).toEqual({
    decode: 0.1,
    detect: 0,
    optimise: 2.001,
    encode: 0.03,
    verify: 0,
    total: 2.631,
  });
});
