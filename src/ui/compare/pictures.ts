import type { Comparison } from '../../shared/comparison';
import { askEngine } from '../ask-engine';

/** The photo before and after, in its own pixels. */
export interface Pictures {
  readonly before: HTMLCanvasElement;
  readonly after: HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
}

/** Draws both into canvases of one size. Rejects when neither the browser nor the engine can read one. */
export async function drawPictures(
  comparison: Comparison,
  before: HTMLCanvasElement,
  after: HTMLCanvasElement,
): Promise<Pictures> {
  // One after the other: two large photos at once are decoded twice over.
  const { width, height } = await draw(comparison.after, after);
  await draw(comparison.before, before, { width, height });
  return { before, after, width, height };
}

/** Without an address: what has none can't leak by it. */
async function draw(photo: Blob, canvas: HTMLCanvasElement, size?: Size): Promise<Size> {
  const bitmap = await createImageBitmap(photo).catch(async () =>
    createImageBitmap(await askEngine('readPhoto', { photo })),
  );
  const { width, height } = size ?? bitmap;
  canvas.width = width;
  canvas.height = height;
  contextOf(canvas).drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return { width, height };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser has no canvas left');
  return context;
}
