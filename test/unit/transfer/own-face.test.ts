import { expect, test } from 'vitest';
import { ownFaces } from '../../../bench/transfer/own-face';

const face = (degrees: number): Float32Array[] => {
  const angle = (degrees * Math.PI) / 180;
  return [Float32Array.of(Math.cos(angle), Math.sin(angle))];
};

test('the face that is like those of the other photos is the person’s, however small', () => {
  const friend = face(90);
  expect(ownFaces([[face(0)], [friend, face(5)], [face(-5), friend]])).toEqual([0, 1, 0]);
});

test('in a single photo it is the largest', () => {
  expect(ownFaces([[face(0), face(90)]])).toEqual([0]);
});
