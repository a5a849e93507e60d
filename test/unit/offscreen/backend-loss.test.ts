import { describe, expect, it } from 'vitest';
import { isBackendLoss } from '../../../src/offscreen/worker/backend-loss';
import { UnnoticedError } from '../../../src/shared/errors';

const wasm = { name: 'wasm', isLost: () => false } as const;
const webgl = { name: 'webgl', isLost: () => false } as const;

describe('isBackendLoss', () => {
  it('believes a backend that is gone, whatever the error', () => {
    const gone = { name: 'webgl', isLost: () => true } as const;
    expect(isBackendLoss(new UnnoticedError('non-finite', 'NaN'), gone)).toBe(true);
  });

  it.each([
    [new Error('Out of memory'), wasm],
    [new RangeError('Array buffer allocation failed'), wasm],
    [new WebAssembly.RuntimeError('unreachable'), wasm],
    [new Error('Unable to create WebGLTexture.'), webgl],
    [new Error('Failed to compile fragment shader.'), webgl],
  ])('takes %s for the loss of its backend', (error, backend) => {
    expect(isBackendLoss(error, backend)).toBe(true);
  });

  it.each([
    [new UnnoticedError('corrupt-file', 'memory access out of bounds'), wasm],
    [new UnnoticedError('cancelled', 'Cancelled'), webgl],
    [new TypeError('x is not a function'), webgl],
    [new Error('Failed to compile fragment shader.'), wasm],
    ['Out of memory', wasm],
  ])('does not take %s for one', (error, backend) => {
    expect(isBackendLoss(error, backend)).toBe(false);
  });
});
