import { describe, expect, it } from 'vitest';
import { toldReport } from '../../../src/offscreen/page/told-report';
import type { PhotoReport } from '../../../src/shared/report';

const report: PhotoReport = {
  outcome: 'protected',
  mode: 'nontargeted',
  strength: 'balanced',
  faces: [],
  psnr: 40,
  ssim: 0.99,
  backend: 'wasm',
  seconds: null,
  bytesIn: 9,
  bytesOut: 9,
};

describe('what a content script is told of a report', () => {
  it('is the strength, and not the mode', () => {
    const told = toldReport('content-script', report);
    expect(told).toMatchObject({ outcome: 'protected', strength: 'balanced' });
    expect(told).not.toHaveProperty('mode');
  });

  it('is whether photos were to part, without which the figures would be those of others', () => {
    expect(toldReport('content-script', { ...report, unlinkable: true }).unlinkable).toBe(true);
  });

  it('is neither of a face that was changed towards somebody', () => {
    const told = toldReport('content-script', { ...report, mode: 'targeted' });
    expect(told).not.toHaveProperty('mode');
    expect(told).not.toHaveProperty('strength');
  });

  it('leaves out nothing for a page of the extension', () => {
    const targeted = { ...report, mode: 'targeted' } as const;
    expect(toldReport('extension-page', targeted)).toEqual(targeted);
  });
});
