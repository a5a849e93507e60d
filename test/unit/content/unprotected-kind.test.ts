import { expect, it } from 'vitest';
import { isPossibleImage } from '../../../src/content/gate/possible-image';
import { isUnprotectedKind } from '../../../src/content/gate/unprotected-kind';

it.each([
  ['video/mp4', 'a.mp4', true],
  ['VIDEO/quicktime', 'a', true],
  ['application/pdf', 'scan.pdf', true],
  ['application/octet-stream', 'a.MKV', true],
  ['application/zip', 'a.zip', false],
  ['text/plain', 'a.pdf.txt', false],
  ['audio/mp4', 'a.m4a', false],
  ['text/x-typescript', 'a.ts', false],
])('%s %s: %s', (type, name, isOne) => {
  expect(isUnprotectedKind({ type, name })).toBe(isOne);
  expect(isPossibleImage({ type, name })).toBe(false);
});
