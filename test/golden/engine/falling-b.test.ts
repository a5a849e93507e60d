import { beforeAll, expect, test } from 'vitest';
import { galleryAim } from '../../../src/engine/attack/aims/gallery-aim';
import { attackFace } from '../../../src/engine/attack/attack-face';
import { embedQuantised } from '../../../src/engine/attack/embed-quantised';
import { paperForm } from '../../../src/engine/attack/forms/paper-form';
import { runAttack } from '../../../src/engine/attack/run-attack';
import type { Schedule } from '../../../src/engine/attack/schedule/attempts';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startWasm } from '../../../bench/support/engine-in-node';
import { seededValues } from '../../support/engine-gradients';
import { smallRecogniser } from '../../support/small-recogniser';

const SIDE = 32;
const CONTRAST = 0.1;
const COUNT = SIDE * SIDE * 3;

interface Ended {
  readonly success: boolean;
  readonly steps: number;
  /** How often b fell. */
  readonly failures: number;
  /** Root mean square of the perturbation, levels. */
  readonly change: number;
}

/**
 * The paper's own method on a closed set of four and a pale face, for which b = 1500 is too much:
 * at twice the contrast b falls 27 times, at half of it never. A linear recogniser: a real one asks
 * for minutes (npm run bench:schedule).
 */
async function attack(schedule: Schedule): Promise<Ended> {
  const recogniser = smallRecogniser();
  const data = seededValues(COUNT, 0.5 - CONTRAST, 0.5 + CONTRAST, 5);
  const original = { width: SIDE, height: SIDE, data };
  const jnd = new Float32Array(COUNT).fill(3 / 255);
  const [clean] = await embedQuantised(original, [recogniser]);
  const others = [1, 2, 3].map((k) => clean!.map((value, i) => value + (i === k ? 1 : 0)));
  const gallery = [clean!, ...others].map((one) => one.map((v) => v / Math.hypot(...one)));
  const form = paperForm({ original, jnd, k: 1, mode: 'nontargeted' }, { schedule });
  let failures = 0;
  const relax = (): ReturnType<typeof form.relax> => {
    failures += 1;
    return form.relax();
  };
  const aim = galleryAim(recogniser, gallery, 'nontargeted', 0);
  const running = attackFace(original, { ...form, relax }, [aim], seededRandom(1));
  const success = await runAttack(running, {
    maxSteps: 3100,
    slack: 0,
    afterStep: () => Promise.resolve(),
  });
  const delta = running.read();
  const change = 255 * Math.sqrt(delta.reduce((sum, v) => sum + v * v, 0) / delta.length);
  const { steps } = running;
  running.dispose();
  aim.dispose();
  recogniser.dispose();
  return { success, steps, failures, change };
}

beforeAll(startWasm);

test('warm ends as near to the original as restart, where b has to fall several times', async () => {
  const warm = await attack('warm');
  const restart = await attack('restart');
  for (const { success, failures } of [warm, restart]) {
    expect(success).toBe(true);
    expect(failures).toBeGreaterThanOrEqual(4);
    // Not a pure attack either: b has not reached 0.
    expect(failures).toBeLessThan(30);
  }
  // In which attempt of restart the last step succeeds is chance in so small a scene: the same method in
  // other arithmetic ended 0.8 dB nearer and 1.9 dB further (docs/results/schedule.md has real faces).
  const decibels = 20 * Math.log10(restart.change / warm.change);
  expect(decibels).toBeGreaterThan(-2.5);
  expect(decibels).toBeLessThan(2.5);
  expect(warm.steps).toBeLessThan(restart.steps / 4);
}, 120_000);
