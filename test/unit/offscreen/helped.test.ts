import { describe, expect, it } from 'vitest';
import type { NetworkRunner, PairQuestion } from '../../../src/engine';
import type { Photo } from '../../../src/engine/photo';
import { networksIn, passOnIn } from '../../../src/offscreen/worker/helped';
import { fakePool } from '../../support/fake-helpers';

const question: PairQuestion = {
  image: new Float32Array(12),
  side: 2,
  pair: { clean: new Float32Array([1, 0]) },
  augmentation: { scale: 1, shiftX: 0, shiftY: 0, angle: 0, platform: { kind: 'none' } },
};
const faces = [new Float32Array(3)];
const tile = new Float32Array(3);
const gradientOf = (value: number) => ({ value, gradient: new Float32Array(12) });
const seen = (score: number) => [{ box: [0, 0, 1, 1] as const, points: [], score }];
const picture: Photo = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const other: Photo = { width: 1, height: 1, data: new Uint8ClampedArray(4).fill(9) };
const does = { format: 'jpeg', quality: 75 } as const;

/** Home, which answers 7 to everything and notes what it was asked for. */
function home() {
  const asked: unknown[][] = [];
  const here: NetworkRunner = {
    gradient: (...all) => {
      asked.push(all);
      return Promise.resolve(gradientOf(7));
    },
    embed: (...all) => {
      asked.push(all);
      return Promise.resolve([new Float32Array([7])]);
    },
    detect: (...all) => {
      asked.push(all);
      return Promise.resolve(seen(7));
    },
  };
  return { asked, here };
}

describe('networks in helpers', () => {
  it('are asked there, and not at home', async () => {
    const { pool, helpers } = fakePool(3);
    const { asked, here } = home();
    const networks = networksIn(pool, here);
    const answers = Promise.all([
      networks.gradient('a', question),
      networks.embed('b', faces),
      networks.detect(tile, 0.5),
    ]);
    expect(helpers.flatMap(({ tasks }) => tasks)).toEqual([
      { kind: 'gradient', recogniser: 'a', question },
      { kind: 'embed', recogniser: 'b', faces },
      { kind: 'detect', tile, minimumScore: 0.5 },
    ]);
    helpers[0]?.did(gradientOf(1));
    helpers[1]?.did([new Float32Array([2])]);
    helpers[2]?.did(seen(3));
    const [gradient, embeddings, detected] = await answers;
    expect([gradient.value, embeddings[0]?.[0], detected[0]?.score]).toEqual([1, 2, 3]);
    expect(asked).toEqual([]);
  });

  it('what a helper fails at is done at home, with the same question', async () => {
    const { pool, helpers } = fakePool(3);
    const { asked, here } = home();
    const networks = networksIn(pool, here);
    const answers = Promise.all([
      networks.gradient('a', question),
      networks.embed('b', faces),
      networks.detect(tile, 0.5),
    ]);
    for (const helper of helpers) helper.say({ type: 'failed', message: 'gone' });
    const [gradient, embeddings, detected] = await answers;
    expect([gradient.value, embeddings[0]?.[0], detected[0]?.score]).toEqual([7, 7, 7]);
    expect(asked).toEqual([
      ['a', question],
      ['b', faces],
      [tile, 0.5],
    ]);
    // With no helper left it goes on at home.
    expect((await networks.gradient('a', question)).value).toBe(7);
  });

  it('what fails at home too is told', async () => {
    const { pool, helpers } = fakePool(1);
    const { here } = home();
    const failing = { ...here, gradient: () => Promise.reject(new Error('no number')) };
    const answer = networksIn(pool, failing).gradient('a', question);
    helpers[0]?.say({ type: 'failed', message: 'gone' });
    await expect(answer).rejects.toThrow('no number');
  });

  it('there are as many workers as helpers, and never none', () => {
    const { pool, helpers } = fakePool(2);
    const networks = networksIn(pool, home().here);
    expect(networks.workers).toBe(2);
    for (const helper of helpers) helper.say({ type: 'failed', message: 'gone' });
    expect(networks.workers).toBe(1);
  });
});

describe('what platforms do', () => {
  it('is done by a helper, else at home', async () => {
    const { pool, helpers } = fakePool(1);
    const passOn = passOnIn(pool, () => Promise.resolve(other));
    const there = passOn(picture, does);
    expect(helpers[0]?.tasks).toEqual([{ kind: 'passOn', picture, does }]);
    helpers[0]?.did(picture);
    expect(await there).toBe(picture);
    const here = passOn(picture, does);
    helpers[0]?.say({ type: 'failed', message: 'gone' });
    expect(await here).toBe(other);
    expect(await passOn(picture, does)).toBe(other);
  });

  it('the picture is not handed over: home may need it', () => {
    const { pool, helpers } = fakePool(1);
    void passOnIn(pool, () => Promise.resolve(other))(picture, does);
    expect(helpers[0]?.handedOver).toEqual([]);
  });
});
