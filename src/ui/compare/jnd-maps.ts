import type { Comparison } from '../../shared/comparison';
import { errorOf } from '../../shared/error-of';
import { errorText } from '../../shared/job-text';
import { translate } from '../../shared/translate';
import { askEngine } from '../ask-engine';
import { contextOf } from './pictures';
import type { Stage } from './stage';

interface JndParts {
  readonly maps: HTMLElement;
  readonly scales: HTMLElement;
  readonly state: HTMLElement;
}

/** J around each face, drawn by the engine once it is asked for, and laid over the photo. */
export class JndMaps {
  readonly #stage: Stage;
  readonly #comparison: Comparison;
  readonly #parts: JndParts;
  #isAsked = false;

  constructor(stage: Stage, comparison: Comparison, parts: JndParts) {
    this.#stage = stage;
    this.#comparison = comparison;
    this.#parts = parts;
  }

  /** The first call asks the engine; one that failed may be repeated. */
  async show(): Promise<void> {
    if (this.#isAsked) return;
    this.#isAsked = true;
    const { maps, scales, state } = this.#parts;
    const { before: photo, report, terms } = this.#comparison;
    state.textContent = translate('compare_jnd_waiting');
    maps.replaceChildren();
    scales.replaceChildren();
    try {
      for (const [index, { box }] of report.faces.entries()) {
        const { picture, region, most } = await askEngine('readJnd', { photo, box, terms });
        const canvas = await canvasOf(picture);
        canvas.ariaLabel = translate('compare_jnd_map', index + 1);
        this.#stage.place(canvas, region);
        maps.append(canvas);
        const scale = document.createElement('li');
        scale.textContent = translate('compare_jnd_scale', index + 1, most.toFixed(0));
        scales.append(scale);
      }
      state.textContent = '';
    } catch (error) {
      this.#isAsked = false;
      state.textContent = errorText(errorOf(error).code);
    }
  }
}

async function canvasOf(picture: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(picture);
  const canvas = document.createElement('canvas');
  canvas.role = 'img';
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  contextOf(canvas).drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
}
