import { describe, expect, it } from 'vitest';
import { scaleOf } from '../../../src/ui/compare/recogniser-scale';

const facts = { name: 'One', impostorMean: 0.4, genuineMean: 0.6, matchThreshold: 0.5 };
const result = {
  id: 'one',
  before: 1,
  after: 0.4,
  recompressed: 0.3,
  threshold: 0.48,
  margin: 0.02,
};

describe('the scale of a recogniser', () => {
  it('goes from half a unit below strangers to the same photo twice', () => {
    const { strangers, samePerson, limit, match, marks } = scaleOf(result, facts);
    // 0.3 to 1: seven tenths.
    expect(strangers).toBeCloseTo(1 / 7);
    expect(samePerson).toBeCloseTo(3 / 7);
    expect(limit).toBeCloseTo(1.8 / 7);
    expect(match).toBeCloseTo(2 / 7);
    expect(marks.map(({ kind }) => kind)).toEqual(['before', 'after', 'site']);
    expect(marks.map(({ at }) => at)).toEqual([1, expect.closeTo(1 / 7), expect.closeTo(0)]);
  });

  it('says what the limit keeps below the match threshold', () => {
    expect(scaleOf(result, facts).margin).toBeCloseTo(0.02);
  });

  it.each([
    ['far below strangers', -0.8, 0],
    ['rounded to more than the same', 1.0000002, 1],
  ])('puts what is %s at its end, with the figure as it is', (_, after, at) => {
    const [, mark] = scaleOf({ ...result, after }, facts).marks;
    expect(mark).toMatchObject({ cosine: after, at });
  });

  it('has a mark for each site that was looked at instead of the hardest alone', () => {
    const { marks } = scaleOf(
      { ...result, platforms: { 'jpeg-90-8mp': 0.42, 'jpeg-80-1080': 0.3 } },
      facts,
    );
    const sites = marks.filter(({ kind }) => kind === 'site');
    expect(sites.map(({ platform, cosine }) => [platform, cosine])).toEqual([
      ['jpeg-80-1080', 0.3],
      ['jpeg-90-8mp', 0.42],
    ]);
  });

  it('has no mark of a site where none was looked at', () => {
    const { id, before, after, threshold, margin } = result;
    const { marks } = scaleOf({ id, before, after, threshold, margin }, facts);
    expect(marks.map(({ kind }) => kind)).toEqual(['before', 'after']);
  });
});
