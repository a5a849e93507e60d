import type { FaceBox } from '../../shared/report';
import { make } from './elements';

/** The longer side on screen, in CSS pixels; twice that is drawn, for dense screens. */
const SIDE = 72;

/** One at a time: ten photos decoded at once would fill the memory of a small machine. */
let queue: Promise<void> = Promise.resolve();

/** A small picture of the photo with a box on each face. Drawn here: no address that a page sees. */
export class Thumbnail {
  readonly element = make('div', 'thumbnail');

  /** Without a picture it stays an empty frame; a video would be read as a whole for nothing. */
  constructor(photo: Blob | undefined) {
    this.element.setAttribute('aria-hidden', 'true');
    if (photo !== undefined) queue = queue.then(() => this.#draw(photo));
  }

  /** `size` is the upright photo's, in the boxes' pixels. */
  showBoxes(boxes: readonly FaceBox[], size: { readonly width: number; readonly height: number }) {
    for (const old of this.element.querySelectorAll('.face')) old.remove();
    for (const [x, y, width, height] of boxes) {
      const mark = make('span', 'face');
      mark.style.left = `${(100 * x) / size.width}%`;
      mark.style.top = `${(100 * y) / size.height}%`;
      mark.style.width = `${(100 * width) / size.width}%`;
      mark.style.height = `${(100 * height) / size.height}%`;
      this.element.append(mark);
    }
  }

  async #draw(photo: Blob): Promise<void> {
    // Decoded off the main thread, turned upright as the photo says. What the browser can't read
    // stays an empty frame.
    const bitmap = await createImageBitmap(photo, {
      resizeWidth: 2 * SIDE,
      resizeQuality: 'medium',
    }).catch(() => undefined);
    if (bitmap === undefined) return;
    const canvas = make('canvas', 'picture');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
    this.element.prepend(canvas);
    this.element.classList.add('drawn');
  }
}
