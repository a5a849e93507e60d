import type { FaceBox } from '../../shared/report';
import type { TargetSearch } from '../../shared/target-photo';
import { translate } from '../../shared/translate';

/**
 * The photo with a frame around each face. With `onPick` the frames are buttons, one for each face;
 * without, they only show.
 */
export class FaceFrames {
  readonly #figure: HTMLElement;
  readonly #photo: HTMLImageElement;

  constructor(figure: HTMLElement, photo: HTMLImageElement) {
    this.#figure = figure;
    this.#photo = photo;
  }

  show(photo: Blob, search: TargetSearch, onPick?: (face: number) => void): void {
    this.clear();
    this.#photo.src = URL.createObjectURL(photo);
    this.#figure.append(
      ...search.boxes.map((box, face) => {
        const frame = frameOf(box, search);
        if (onPick === undefined) return frame;
        const button = document.createElement('button');
        button.type = 'button';
        button.className = frame.className;
        button.style.cssText = frame.style.cssText;
        button.ariaLabel = translate('options_face_one', face + 1, search.boxes.length);
        button.addEventListener('click', () => {
          onPick(face);
        });
        return button;
      }),
    );
    this.#figure.hidden = false;
    this.#figure.querySelector('button')?.focus();
  }

  clear(): void {
    this.#figure.hidden = true;
    for (const old of this.#figure.querySelectorAll('.face')) old.remove();
    URL.revokeObjectURL(this.#photo.src);
    this.#photo.removeAttribute('src');
  }
}

function frameOf([x, y, boxWidth, boxHeight]: FaceBox, size: TargetSearch): HTMLElement {
  const frame = document.createElement('span');
  frame.className = 'face';
  frame.style.left = `${(100 * x) / size.width}%`;
  frame.style.top = `${(100 * y) / size.height}%`;
  frame.style.width = `${(100 * boxWidth) / size.width}%`;
  frame.style.height = `${(100 * boxHeight) / size.height}%`;
  return frame;
}
