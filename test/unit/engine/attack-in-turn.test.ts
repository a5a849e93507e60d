import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pairAim } from '../../../src/engine/attack/aims/pair-aim';
import type { AdversarialGradient } from '../../../src/engine/attack/adversarial-gradient';
import type { FaceAttack } from '../../../src/engine/attack/attack-face';
import { attackFace } from '../../../src/engine/attack/attack-face';
import type { AttackRecipe, FormInput } from '../../../src/engine/attack/forms/attack-form';
import { paperForm } from '../../../src/engine/attack/forms/paper-form';
import { transferForm } from '../../../src/engine/attack/forms/transfer-form';
import type { PairQuestion } from '../../../src/engine/attack/pair-question';
import { answerPairQuestion } from '../../../src/engine/attack/pair-question';
import type { Recogniser } from '../../../src/engine/recognise/recogniser';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';
import { seededValues } from '../../support/engine-gradients';
import { smallRecogniser } from '../../support/small-recogniser';

const SIDE = 32;
const COUNT = SIDE * SIDE * 3;
const STEPS = 26;
const original = { width: SIDE, height: SIDE, data: seededValues(COUNT, 0.1, 0.9, 5) };
const input: FormInput = {
  original,
  jnd: new Float32Array(COUNT).fill(4 / 255),
  k: 1,
  mode: 'nontargeted',
};

let small: Recogniser;
let recognisers: readonly Recogniser[];
beforeAll(async () => {
  await startCpu();
  small = smallRecogniser();
  // One network that looks at three parts of the face is three recognisers.
  recognisers = [0, 16, 32].map((x, i) => ({
    ...small,
    id: `looks at ${String(i)}`,
    crop: { x, y: 8, side: 80 },
  }));
});
afterAll(() => {
  small.dispose();
});

type Ask = (recogniser: Recogniser, question: PairQuestion) => Promise<AdversarialGradient>;

/** Starts an attack on three recognisers; without `ask` they are asked at home. */
function start(recipe: AttackRecipe, seed: number, ask?: Ask, findsIn?: () => Promise<void>) {
  const aims = recognisers.map((one, i) => {
    const clean = seededValues(8, -1, 1, 40 + i);
    const unit = clean.map((value) => value / Math.hypot(...clean));
    return pairAim(one, unit, undefined, { ask: ask && ((question) => ask(one, question)) });
  });
  const findAgain = findsIn && (() => findsIn().then(() => ({ a: 1, b: 0.01, tx: 1, ty: -1 })));
  const attack = attackFace(original, recipe, aims, seededRandom(seed), { findAgain });
  const dispose = (): void => {
    attack.dispose();
    for (const aim of aims) aim.dispose();
  };
  return { attack, dispose };
}

/** Everything that an attack gives in a number of steps, with looks at its success between them. */
async function courseOf(attack: FaceAttack): Promise<unknown[]> {
  const course: unknown[] = [];
  while (attack.steps < STEPS) {
    course.push(await attack.step());
    if (attack.steps % 5 === 0) course.push(await attack.isReached(0));
    if (attack.steps % attack.stepsPerAttempt === 0) attack.relax();
  }
  return [...course, attack.read()];
}

/** Answers that come when somebody lets them, in whichever order. */
class LateAnswers {
  /** Which recogniser each question was for. */
  readonly asked: string[] = [];
  readonly images: Float32Array[] = [];
  mostAtOnce = 0;
  #open = 0;
  readonly #order: () => number;

  /** `order`: milliseconds that the next answer takes. */
  constructor(order: () => number) {
    this.#order = order;
  }

  readonly ask: Ask = async (recogniser, question) => {
    this.asked.push(recogniser.id);
    // Copied, as it would be on its way to a worker.
    const image = question.image.slice();
    this.images.push(image);
    this.#open += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open);
    await new Promise((resolve) => setTimeout(resolve, this.#order()));
    const answer = await answerPairQuestion(recogniser, { ...question, image });
    this.#open -= 1;
    return answer;
  };
}

/** By turns the first comes last, and in no order at all. */
const DELAYS: readonly (readonly [string, () => () => number])[] = [
  [
    'late, each later than the one after it',
    () =>
      (
        (i) => () =>
          [12, 6, 0][i++ % 3]!
      )(0),
  ],
  ['one recogniser far behind', () => ((i) => () => (i++ % 4 === 0 ? 25 : 0))(0)],
  [
    'in no order',
    () =>
      (
        (random) => () =>
          15 * random()
      )(seededRandom(99)),
  ],
];

const FORMS: readonly (readonly [string, () => AttackRecipe])[] = [
  ['evenly, then by need', () => transferForm({ ...input, transferSteps: 12 })],
];

describe.each(FORMS)('an attack in turn, %s', (_, recipe) => {
  test.each(DELAYS)('is the same to the byte whenever answers come: %s', async (_name, delay) => {
    const home = start(recipe(), 3);
    const wanted = await courseOf(home.attack);
    home.dispose();

    const atOnce = new LateAnswers(() => 0);
    const prompt = start(recipe(), 3, atOnce.ask, undefined);
    expect(await courseOf(prompt.attack)).toEqual(wanted);
    prompt.dispose();

    const late = new LateAnswers(delay());
    const slow = start(recipe(), 3, late.ask);
    expect(await courseOf(slow.attack)).toEqual(wanted);
    expect(late.asked).toEqual(atOnce.asked);
    expect(late.images).toEqual(atOnce.images);
    slow.dispose();

    const other = start(recipe(), 4, late.ask);
    expect(await courseOf(other.attack)).not.toEqual(wanted);
    other.dispose();
  });

  test('where the face is found again, too, however long that takes', async () => {
    const wait = (ms: number) => (): Promise<void> => new Promise((end) => setTimeout(end, ms));
    const courses: unknown[][] = [];
    for (const ms of [0, 15]) {
      const late = new LateAnswers(() => 15 - ms);
      const { attack, dispose } = start(recipe(), 3, late.ask, wait(ms));
      courses.push(await courseOf(attack));
      dispose();
    }
    expect(courses[1]).toEqual(courses[0]);
    const without = start(recipe(), 3);
    expect(await courseOf(without.attack)).not.toEqual(courses[0]);
    without.dispose();
  });

  test('one is asked a step, three are under way, each about the change of its own time', async () => {
    const late = new LateAnswers(() => 1);
    const { attack, dispose } = start(recipe(), 3, late.ask);
    const before = attack.read();
    const images: Float32Array[] = [];
    for (let i = 0; i < 6; i++) {
      images.push(changed(attack.read()));
      await attack.step();
    }
    expect(late.mostAtOnce).toBe(3);
    expect(late.asked).toHaveLength(6 + 2);
    // The first three see the start; each one after that what two steps less had made of it.
    expect(late.images.slice(0, 3)).toEqual([changed(before), changed(before), changed(before)]);
    expect(late.images.slice(3)).toEqual(images.slice(1));
    dispose();
  });

  test('until each was asked nothing is near, then it is what the one lacks that lacks the most', async () => {
    const late = new LateAnswers(() => 1);
    const { attack, dispose } = start(recipe(), 3, late.ask);
    expect([...late.asked]).toEqual([]);
    expect([await attack.step(), await attack.step()]).toEqual([Infinity, Infinity]);
    expect(new Set(late.asked.slice(0, 3)).size).toBe(3);
    expect(Number.isFinite(await attack.step())).toBe(true);
    dispose();
  });

  test('what one answer fails with is told in its turn, and not before', async () => {
    const asked: string[] = [];
    const { attack, dispose } = start(recipe(), 3, (one, question) => {
      asked.push(one.id);
      if (asked.length === 2) return Promise.reject(new Error('second'));
      return answerPairQuestion(one, question);
    });
    await attack.step();
    await expect(attack.step()).rejects.toThrow('second');
    expect(attack.steps).toBe(1);
    dispose();
  });
});

test('evenly means as often: of the steps for transfer each recogniser gets a third', async () => {
  const late = new LateAnswers(() => 0);
  const { attack, dispose } = start(transferForm({ ...input, transferSteps: 24 }), 3, late.ask);
  while (attack.steps < 22) await attack.step();
  expect(late.asked).toHaveLength(24);
  for (const { id } of recognisers) {
    expect(late.asked.filter((one) => one === id)).toHaveLength(8);
  }
  dispose();
});

test('a form without a turn asks every recogniser at each step, about the same change', async () => {
  const late = new LateAnswers(() => 1);
  const { attack, dispose } = start(paperForm(input), 3, late.ask);
  await attack.step();
  await attack.step();
  const ids = recognisers.map(({ id }) => id);
  expect(late.asked).toEqual([...ids, ...ids]);
  expect(late.mostAtOnce).toBe(3);
  expect(late.images[2]).toEqual(late.images[0]);
  expect(late.images[3]).not.toEqual(late.images[0]);
  dispose();
});

function changed(delta: Float32Array): Float32Array {
  return original.data.map((value, i) => value + delta[i]!);
}
