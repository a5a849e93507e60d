import { describe, expect, it } from 'vitest';
import { isJobOptions, isJobRequest, readJobId } from '../../../src/shared/job-guards';

const file = new Blob(['x']);
const id = '0f0e0d0c-1111-4222-8333-444455556666';

describe('isJobRequest', () => {
  it('accepts a file with a name, and known options', () => {
    expect(isJobRequest({ file, name: 'a.jpg' })).toBe(true);
    const options = {
      mode: 'targeted',
      target: 'photo',
      decoySeed: null,
      form: 'paper',
      seed: 4294967295,
      maxSteps: 1,
      backend: 'auto',
      strength: 'balanced',
      unlinkable: true,
      platforms: ['webp-85-2048', 'jpeg-80-1080'],
      timeoutMs: 1,
    };
    expect(isJobRequest({ file, name: '', options })).toBe(true);
  });

  it.each([
    ['nothing', null],
    ['a list', [file, 'a.jpg']],
    ['no file', { name: 'a.jpg' }],
    ['what is left of a Blob after JSON', { file: {}, name: 'a.jpg' }],
    ['no name', { file }],
    ['a name without end', { file, name: 'a'.repeat(1025) }],
    ['options that are no record', { file, name: 'a', options: 'fast' }],
    ['more than was asked', { file, name: 'a', settings: {} }],
  ])('refuses %s', (_, request) => {
    expect(isJobRequest(request)).toBe(false);
  });
});

const REFUSED: readonly (readonly [key: string, value: unknown])[] = [
  ['seed', -1],
  ['seed', 2 ** 32],
  ['seed', 0.5],
  ['seed', '1'],
  ['seed', Number.NaN],
  ['maxSteps', 0],
  ['maxSteps', 10_001],
  ['timeoutMs', 0],
  ['timeoutMs', 86_400_001],
  ['form', 'poster'],
  ['mode', 'away'],
  ['target', 'somebody'],
  ['decoySeed', -1],
  ['decoySeed', 2 ** 32],
  ['backend', 'webgpu'],
  ['strength', 'mighty'],
  ['unlinkable', 1],
  ['platforms', []],
  ['platforms', ['jpeg-80-1080', 'jpeg-80-1080']],
  ['platforms', ['jpeg-10-10']],
  ['platforms', 'jpeg-80-1080'],
  ['toString', 1],
  ['k', 2],
];

describe('isJobOptions', () => {
  it.each(REFUSED)('refuses %s = %s', (key, value) => {
    expect(isJobOptions({ [key]: value })).toBe(false);
  });

  it('refuses a list', () => {
    expect(isJobOptions([])).toBe(false);
  });
});

describe('readJobId', () => {
  it('reads the id of a job port', () => {
    expect(readJobId(`protect:${id}`)).toBe(id);
  });

  it.each(['', 'protect:', 'protect:1', `panel:${id}`, `protect:${id} `, id])(
    'gives nothing for %j',
    (name) => {
      expect(readJobId(name)).toBeUndefined();
    },
  );
});
