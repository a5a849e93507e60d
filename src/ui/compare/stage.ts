import type { FaceBox } from '../../shared/report';
import type { Pictures } from './pictures';

/** The photo on the page; whatever lies over it is placed in parts of it. */
export class Stage {
  readonly element: HTMLElement;
  readonly #size: Pick<Pictures, 'width' | 'height'>;

  constructor(element: HTMLElement, size: Pick<Pictures, 'width' | 'height'>) {
    this.element = element;
    this.#size = size;
    element.style.setProperty('--ratio', String(size.width / size.height));
  }

  /** Puts `overlay` over a box of the photo. */
  place(overlay: HTMLElement, [x, y, width, height]: FaceBox): void {
    const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
    overlay.style.left = percent(x, this.#size.width);
    overlay.style.top = percent(y, this.#size.height);
    overlay.style.width = percent(width, this.#size.width);
    overlay.style.height = percent(height, this.#size.height);
  }

  /** A numbered frame on each face. */
  showFaces(into: HTMLElement, boxes: readonly FaceBox[]): void {
    into.replaceChildren(
      ...boxes.map((box, index) => {
        const frame = document.createElement('span');
        frame.className = 'face';
        const number = document.createElement('b');
        number.textContent = String(index + 1);
        frame.append(number);
        this.place(frame, box);
        return frame;
      }),
    );
  }

  /** Where in the photo a pointer is, in pixels of the photo. */
  pointOf({ clientX, clientY }: MouseEvent): readonly [x: number, y: number] {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    const across = ((clientX - left) / width) * this.#size.width;
    return [across, ((clientY - top) / height) * this.#size.height];
  }
}
