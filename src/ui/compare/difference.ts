import { contextOf } from './pictures';
import type { Pictures } from './pictures';

/**
 * Draws by how much each sample differs, `doublings` times doubled and cut at white. The browser
 * composes whole levels: what it shows is exact.
 */
export function drawDifference(
  { before, after, width, height }: Pictures,
  canvas: HTMLCanvasElement,
  doublings: number,
): void {
  canvas.width = width;
  canvas.height = height;
  const context = contextOf(canvas);
  context.fillRect(0, 0, width, height);
  context.drawImage(before, 0, 0);
  context.globalCompositeOperation = 'difference';
  context.drawImage(after, 0, 0);
  context.globalCompositeOperation = 'lighter';
  for (let i = 0; i < doublings; i++) context.drawImage(canvas, 0, 0);
}
