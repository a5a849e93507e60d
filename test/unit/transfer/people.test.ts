import { expect, test } from 'vitest';
import type { CleanPhoto } from '../../../bench/transfer/clean-photo';
import { knownPhotos, missedPhotos } from '../../../bench/transfer/people';
import { verify } from '../../../bench/transfer/verification';
import { cos, known } from '../../support/transfer-looks';

const photos = ['lfw/a/1', 'lfw/a/2', 'lfw/b/1', 'lfw/b/2', 'faces/c/1'].map((id, i) =>
  known(id, [0, 20, 90, 150, 0][i]!),
);
const clean: CleanPhoto[] = photos.map(({ id, face }) => ({ photo: id, faces: [face] }));

test('photos without a face are missed, not known', () => {
  const some = clean.map((one) => (one.photo === 'lfw/b/2' ? { ...one, faces: [] } : one));
  const found = knownPhotos(photos, some, ['m']);
  expect(found.map(({ id }) => id)).toEqual(['lfw/a/1', 'lfw/a/2', 'lfw/b/1', 'faces/c/1']);
  expect(missedPhotos(photos, found)).toEqual(['lfw/b/2']);
});

test('of several faces the one that is like the person’s others is known', () => {
  const [first, second] = [photos[0]!.face, photos[1]!.face];
  const friend = photos[2]!.face;
  const group = clean.map((one) =>
    one.photo === 'lfw/a/2' ? { ...one, faces: [friend, second] } : one,
  );
  const found = knownPhotos(photos, group, ['m']);
  expect(found[0]!.face).toBe(first);
  expect(found[1]!.face).toBe(second);
});

test('true and false accepts of one set, at the matcher’s own thresholds', () => {
  const matcher = {
    id: 'm',
    size: 1,
    crop: { x: 0, y: 0, side: 112 },
    thresholds: { '1e-2': cos(65), '1e-3': cos(30) },
    embed: () => Promise.resolve([]),
  };
  // Genuine 20 and 60 degrees; of two people 90, 150, 70 and 130; the person of faces is no part.
  const [lenient, strict] = verify(photos, 'lfw', matcher, 7);
  expect(lenient).toMatchObject({
    trueAccepts: { of: 2, share: 1 },
    falseAccepts: 0,
    impostors: 4,
  });
  expect(strict).toMatchObject({ trueAccepts: { of: 2, share: 0.5 }, falseAccepts: 0 });
  const wide = { ...matcher, thresholds: { '1e-2': cos(75), '1e-3': cos(30) } };
  expect(verify(photos, 'lfw', wide, 7)[0]).toMatchObject({ falseAccepts: 1 });
});
