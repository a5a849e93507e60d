import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attacked, PreparedSubject } from '../../../bench/paper/attack-subject';
import { attackSubject, prepareSubject } from '../../../bench/paper/attack-subject';
import type { Method } from '../../../bench/paper/methods';
import { galleryOf, patchOf } from '../../../bench/paper/subject';
import { BIM, bim } from '../../../src/engine/attack/anchors/bim';
import { embedQuantised } from '../../../src/engine/attack/embed-quantised';
import type { AttackRecipe } from '../../../src/engine/attack/forms/attack-form';
import type { Pixels } from '../../../src/engine/attack/transforms/resample';
import type { Recogniser } from '../../../src/engine/recognise/recogniser';
import { startCpu } from '../../support/engine-cpu';
import { seededValues } from '../../support/engine-gradients';
import { subject } from '../../support/paper-results';
import { smallRecogniser } from '../../support/small-recogniser';

const SIZE = 32;
/** Steps of half a level: it takes some of them to another identity. */
const MOST = 40;

let recogniser: Recogniser;
let prepared: PreparedSubject;

beforeAll(async () => {
  await startCpu();
  recogniser = smallRecogniser();
  const levels = Uint8Array.from(seededValues(SIZE * SIZE * 3, 60, 200, 5), Math.round);
  const pixels = Buffer.from(levels).toString('base64');
  const one = subject('a/1', { size: SIZE, pixels, box: [8, 8, 16, 16], identity: 1, target: 2 });
  const [clean] = await embedQuantised(patchOf(one), [recogniser]);
  // The clean face is number 1; number 2 is a little way off it, number 0 far.
  const beside = clean!.map((value, i) => value + (i === 3 ? 0.8 : 0));
  const far = clean!.map((value) => -value);
  const gallery = [far, clean!, beside].map((x) => Array.from(x, (v) => v / Math.hypot(...x)));
  prepared = await prepareSubject({ ...one, prototype: gallery[1]! }, gallery);
});
afterAll(() => {
  recogniser.dispose();
});

/** BIM that counts how often it is told that an attempt failed. */
function counted(stepsPerAttempt: number, ownSteps?: number) {
  let failures = 0;
  const recipe = (original: Pixels): AttackRecipe => ({
    ...bim(original, { ...BIM, stepSize: 0.5 / 255 }),
    stepsPerAttempt,
    relax: () => {
      failures += 1;
      return 'continue';
    },
  });
  const method: Method = {
    name: 'counted',
    kind: 'anchor',
    ...(ownSteps === undefined ? {} : { ownSteps }),
    recipe,
  };
  return { method, failures: () => failures };
}

const attack = (method: Method, most = MOST): Promise<Attacked> =>
  attackSubject(prepared, recogniser, method, 'nontargeted', most, 1);

test('an attack without steps of its own ends at its first success', async () => {
  const { own, atSuccess } = await attack(counted(100).method);
  expect(atSuccess.success).toBe(true);
  expect(atSuccess.steps).toBeGreaterThan(1);
  expect(atSuccess.steps).toBeLessThan(MOST);
  expect(own).toEqual(atSuccess);
  // One step less is none.
  const short = await attack(counted(100).method, atSuccess.steps - 1);
  expect(short.atSuccess.success).toBe(false);
  expect(short.atSuccess.steps).toBe(atSuccess.steps - 1);
});

test('with steps of its own it is looked at twice, and goes on to the later', async () => {
  const first = (await attack(counted(100).method)).atSuccess.steps;
  const late = await attack(counted(100, first + 6).method);
  expect(late.atSuccess.steps).toBe(first);
  expect(late.own.steps).toBe(first + 6);
  expect(late.own.psnr).toBeLessThan(late.atSuccess.psnr);
  const early = await attack(counted(100, first - 1).method);
  expect(early.own).toMatchObject({ success: false, steps: first - 1 });
  expect(early.atSuccess).toMatchObject({ success: true, steps: first });
});

test('the image is the one of the first success, in whole levels', async () => {
  const first = await attack(counted(100).method);
  const twice = await attack(counted(100, first.atSuccess.steps + 6).method);
  expect(twice.image.data).toEqual(first.image.data);
  expect(prepared.measure(twice.image).psnr).toBe(twice.atSuccess.psnr);
});

test('each attempt that fails is told to the recipe, the one that succeeds is not', async () => {
  const steps = (await attack(counted(100).method)).atSuccess.steps;
  const each = counted(1);
  await attack(each.method);
  expect(each.failures()).toBe(steps - 1);
});

test('seeds decide where it starts', async () => {
  const with2 = await attackSubject(
    prepared,
    recogniser,
    counted(9).method,
    'nontargeted',
    MOST,
    2,
  );
  const with1 = await attack(counted(9).method);
  expect((await attack(counted(9).method)).image.data).toEqual(with1.image.data);
  expect(with2.image.data).not.toEqual(with1.image.data);
});

test('targeted it goes to the target', async () => {
  const method = counted(100).method;
  const done = await attackSubject(prepared, recogniser, method, 'targeted', MOST, 1);
  expect(done.atSuccess.success).toBe(true);
  const data = Float32Array.from({ length: SIZE * SIZE * 3 }, (_, i) => {
    return done.image.data[Math.floor(i / 3) * 4 + (i % 3)]! / 255;
  });
  const [embedding] = await embedQuantised({ width: SIZE, height: SIZE, data }, [recogniser]);
  const cosines = prepared.gallery.map((one) =>
    one.reduce((sum, value, i) => sum + value * embedding![i]!, 0),
  );
  expect(cosines.indexOf(Math.max(...cosines))).toBe(2);
});

test('in its gallery the subject has its own prototype, the others have theirs', () => {
  const own = subject('a/1', { identity: 1, prototype: [9, 9] });
  expect(
    galleryOf(own, [
      [1, 2],
      [3, 4],
      [5, 6],
    ]).map((one) => [...one]),
  ).toEqual([
    [1, 2],
    [9, 9],
    [5, 6],
  ]);
});
