import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../../scripts/protect/parse-arguments';

describe('parseArguments', () => {
  it('takes photos and leaves everything else to its default', () => {
    expect(parseArguments(['a.jpg', 'b'])).toMatchObject({
      inputs: ['a.jpg', 'b'],
      outDir: 'out',
      json: undefined,
      plainKernels: false,
      jobOptions: { timeoutMs: 3_600_000 },
    });
  });

  it('passes every option on', () => {
    const all =
      '--out o --mode targeted --seed 5 --steps 3 --strength balanced --unlinkable --transfer 4 --as-delivered --site www.instagram.com --form paper --backend wasm --plain --json r';
    expect(parseArguments(['a.jpg', ...all.split(' ')])).toMatchObject({
      outDir: 'o',
      json: 'r',
      plainKernels: true,
      jobOptions: {
        mode: 'targeted',
        seed: 5,
        maxSteps: 3,
        strength: 'balanced',
        unlinkable: true,
        transferSteps: 4,
        platforms: ['jpeg-80-1080'],
        asDelivered: true,
        form: 'paper',
        backend: 'wasm',
      },
    });
  });

  it.each([
    ['--seed', '-1'],
    ['--seed', 'one'],
    ['--seed', '4294967296'],
    ['--seed', '1e3'],
    ['--steps', '0'],
    ['--transfer', '-1'],
    ['--transfer', '10001'],
    ['--mode', 'away'],
    ['--form', 'poster'],
    ['--backend', 'gpu'],
    ['--strength', 'mighty'],
    ['--out'],
  ])('refuses %s %s', (...args) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
  });

  it('knows a call for help', () => {
    expect(parseArguments(['--help'])).toBe('help');
  });
});
