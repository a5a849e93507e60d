import { beforeAll, describe, expect, it } from 'vitest';
import { jndAround } from '../../../src/engine/jnd/jnd-around';
import { JND_MODELS } from '../../../src/engine/jnd/jnd-models';
import { jndOfRegion } from '../../../src/engine/jnd/jnd-of-region';
import type { Photo } from '../../../src/engine/photo';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';

beforeAll(startCpu);

const random = seededRandom(5);
const photo: Photo = {
  width: 60,
  height: 50,
  data: Uint8ClampedArray.from({ length: 4 * 60 * 50 }, () => 256 * random()),
};

describe('J around a face', () => {
  it.each([
    ['none named', {}, 'yang'],
    ['a model of its own', { jnd: 'wu' as const }, 'wu'],
  ] as const)('is that of a job with %s', async (_, options, model) => {
    const part = await jndAround(photo, [20, 20, 10, 10], options);
    expect(part?.region).toEqual([16, 16, 18, 18]);
    const wanted = await jndOfRegion(photo, [16, 16, 18, 18], JND_MODELS[model]);
    expect(part?.jnd.data).toEqual(wanted.data);
  });

  it('ends where the photo ends, and is nothing outside of it', async () => {
    expect((await jndAround(photo, [-5, 40, 20, 20], {}))?.region).toEqual([0, 33, 22, 17]);
    expect(await jndAround(photo, [70, 10, 20, 20], {})).toBeUndefined();
  });
});
