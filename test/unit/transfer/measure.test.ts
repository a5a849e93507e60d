import { expect, test } from 'vitest';
import type { Context } from '../../../bench/transfer/measure';
import { measure } from '../../../bench/transfer/measure';
import type { LookedAt, Seen } from '../../../bench/transfer/look-at-file';
import { sitesSection } from '../../../bench/transfer/sites-report';
import type { PlatformId } from '../../../src/shared/platforms';
import { PLATFORM_IDS } from '../../../src/shared/platforms';
import type { Subject } from '../../../bench/transfer/pairs';
import { at, attacked, cos, known, mate, seen } from '../../support/transfer-looks';

const photos = [
  known('faces/a/1', 0, 40),
  known('faces/a/2', 10, 64),
  known('lfw/b/1', 90, 160),
  known('lfw/b/2', 95, 161),
];
const thresholds = { '1e-2': cos(30), '1e-3': cos(15) };
const context: Context = {
  matchers: [
    {
      id: 'm',
      size: 1,
      crop: { x: 0, y: 0, side: 112 },
      thresholds,
      embed: () => Promise.resolve([]),
    },
  ],
  mates: photos.map(mate),
  distractors: [{ person: 'lfw/c', plain: at(45) }],
  adaptive: new Map([['m', { '1e-2': cos(80), '1e-3': cos(15) }]]),
  here: new Map([['m', { '1e-2': cos(32), '1e-3': cos(19) }]]),
  seed: 7,
};
const subjects: Subject[] = [
  attacked(photos[0]!, seen([0]), seen([41]), 36),
  attacked(photos[1]!, seen([10]), seen([-60], false), 40),
  { ...attacked(photos[2]!, seen([90]), seen([115]), 44), delivered: false },
  attacked(photos[3]!, seen([95]), seen([95]), 48),
];

const measured = measure(subjects, context);
const rate = (group: string, version = 'as delivered', far = '1e-2') =>
  measured.rates.find((one) => one.group === group && one.version === version && one.rate === far)!
    .psr;

test('a rate for each part of the photos, sizes at their bounds included', () => {
  // 41 is 31 degrees from the mate at 10; -60 is lost; 115 is 20 from 95; 95 has not moved.
  expect(rate('all')).toMatchObject({ of: 4, share: 0.25 });
  expect(rate('faces')).toMatchObject({ of: 2, share: 0.5 });
  expect(rate('lfw')).toMatchObject({ of: 2, share: 0 });
  expect(rate('verdict good')).toMatchObject({ of: 3 });
  expect(rate('face < 64 px')).toMatchObject({ of: 1, share: 1 });
  expect(rate('face 64 to 160 px')).toMatchObject({ of: 2, share: 0 });
  expect(rate('face > 160 px')).toMatchObject({ of: 1, share: 0 });
  expect(rate('all', 'as delivered', '1e-3')).toMatchObject({ of: 4, share: 0.5 });
});

test('the same at the thresholds that give the rates here, by set after recompression too', () => {
  const here = (group: string, version: string) =>
    measured.rates
      .filter((one) => one.group === group && one.version === version)
      .map(({ psrHere }) => psrHere.share);
  // 31 degrees are within 32, and 20 are not within 19.
  expect(here('faces', 'as delivered')).toEqual([0, 0.5]);
  expect(here('lfw', 'JPEG 75')).toEqual([0, 0.5]);
});

const withSites = (one: Subject, after: Seen, id: PlatformId): Subject => {
  const platforms = (look: LookedAt, moved: Partial<Record<PlatformId, Seen>>) => ({
    ...look,
    platforms: {
      ...look.platforms,
      ...Object.fromEntries(PLATFORM_IDS.map((each) => [each, look.platforms['as delivered']])),
      ...moved,
    },
  });
  return {
    ...one,
    clean: platforms(one.clean, {}),
    after: platforms(one.after, { [id]: after }),
  };
};

test('a rate after each platform, and the worst and the best of them', () => {
  // The first photo is given back to its person by one platform.
  const looked = subjects.map((one, i) =>
    withSites(one, i === 0 ? seen([0]) : one.after.platforms['as delivered']!, 'webp-85-2048'),
  );
  const sites = measure(looked, context).sites.filter(({ rate: far }) => far === '1e-2');
  const shares = Object.fromEntries(sites.map(({ version, psr }) => [version, psr.share]));
  expect(Object.keys(shares)).toEqual(PLATFORM_IDS);
  expect(shares).toMatchObject({ 'jpeg-80-1080': 0.25, 'webp-85-2048': 0 });
  const setting = { name: 'strong' };
  const told = { setting, subjects: looked, attacks: [], measured: measure(looked, context) };
  const rows = sitesSection([told], context.matchers).filter((line) => line.includes('strong'));
  expect(rows).toHaveLength(PLATFORM_IDS.length + 3);
  expect(rows.slice(-3)).toEqual([
    '| strong | worst | 0 | 25 |',
    '| strong | best | 25 | 50 |',
    '| strong | best less worst | 25 | 25 |',
  ]);
});

test('without all of the platforms there is none', () => {
  const [first, ...rest] = subjects;
  const some = [withSites(first!, seen([0]), 'webp-85-2048'), ...rest];
  expect(measure(some, context).sites).toEqual([]);
});

test('the adaptive matcher has thresholds of its own', () => {
  expect(rate('all', 'adaptive')).toMatchObject({ of: 4, share: 0 });
});

test('protected against protected is the share that still matches', () => {
  // Of the two pairs that matched: one has a lost face, the other lies 20 degrees apart.
  expect(measured.linked.map(({ still }) => [still.of, still.share])).toEqual([
    [2, 1],
    [2, 0.5],
  ]);
  // Of the four pairs of strangers two have the lost face, the others lie 54 and 74 degrees apart.
  expect(measured.linked.map(({ strangers }) => [strangers.of, strangers.share])).toEqual([
    [4, 0.5],
    [4, 0.5],
  ]);
});

test('searches before and after, at ranks 1 and 10, by what is known of the person', () => {
  const [one, all] = measured.searches.filter(({ rank }) => rank === 1);
  expect([one!.known, one!.before.share, one!.after.share]).toEqual(['one photo', 1, 0.75]);
  expect([all!.known, all!.after.of, all!.after.share]).toEqual(['all others', 4, 0.75]);
  expect(measured.searches.find(({ rank }) => rank === 10)!.after.share).toBe(1);
});

test('quality as mean and worst face, and every lost face by name', () => {
  const { psnr } = measured.quality.find(({ group }) => group === 'all')!;
  expect(psnr).toMatchObject({ of: 4, mean: 42, worst: 36 });
  expect(measured.lost.map(([subject]) => subject)).toEqual(Array(3).fill('faces/a/2'));
});
