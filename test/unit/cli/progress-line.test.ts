import { describe, expect, it } from 'vitest';
import { ProgressLine } from '../../../scripts/protect/progress-line';

const step = { kind: 'step', face: 2, faces: 2, step: 5, steps: 10 } as const;

function record(isTTY: boolean) {
  let text = '';
  const line = new ProgressLine({ isTTY, columns: 60, write: (more) => (text += more) });
  line.start('a.jpg', 1, 2);
  line.show({ kind: 'found', boxes: [[0, 0, 1, 1]] });
  // A sign of life says the same again.
  line.show({ kind: 'found', boxes: [[0, 0, 1, 1]] });
  line.show(step);
  line.end();
  return text;
}

describe('ProgressLine', () => {
  it('draws a bar on a terminal, within its width, and clears it', () => {
    const text = record(true);
    expect(text).toContain('[##################......] face 2 of 2  [1/2] a.jpg');
    expect(text).toMatch(/\r\u001b\[2K$/);
    for (const drawn of text.split('\r\u001b[2K')) expect(drawn.length).toBeLessThan(60);
  });

  it('writes plain lines anywhere else', () => {
    expect(record(false)).toBe('[1/2] a.jpg\n  faces found: 1\n');
  });
});
