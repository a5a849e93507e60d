import { translate } from '../../shared/translate';
import { contextOf } from './pictures';
import type { Pictures } from './pictures';
import type { Stage } from './stage';

/** Pixels of the photo for each press of a key; with Shift ten times as many. */
const STEP = 10;

interface LoupeParts {
  readonly before: HTMLCanvasElement;
  readonly after: HTMLCanvasElement;
  /** The frame on the stage: what is enlarged. */
  readonly aim: HTMLElement;
  readonly place: HTMLElement;
}

/**
 * A part of the photo, before and after beside each other, `zoom` pixels of the screen for each of
 * the photo. It follows the pointer over the stage, and the keys while the stage has the focus.
 */
export class Loupe {
  readonly #stage: Stage;
  readonly #pictures: Pictures;
  readonly #parts: LoupeParts;
  #x: number;
  #y: number;
  #zoom = 2;

  constructor(stage: Stage, pictures: Pictures, parts: LoupeParts, at: readonly [number, number]) {
    this.#stage = stage;
    this.#pictures = pictures;
    this.#parts = parts;
    [this.#x, this.#y] = at;
    const { element } = stage;
    element.addEventListener('pointermove', (event) => {
      if (this.#isShown) this.#move(...stage.pointOf(event));
    });
    element.addEventListener('keydown', (event) => {
      if (this.#isShown) this.#onKey(event);
    });
    new ResizeObserver(() => {
      if (this.#isShown) this.#draw();
    }).observe(parts.before);
  }

  set zoom(zoom: number) {
    this.#zoom = zoom;
    this.#draw();
  }

  /** Reachable by Tab only while it does something. */
  show(isShown: boolean): void {
    const { element } = this.#stage;
    if (!isShown) {
      for (const name of ['tabindex', 'role', 'aria-label']) element.removeAttribute(name);
      return;
    }
    element.tabIndex = 0;
    element.role = 'application';
    element.ariaLabel = translate('compare_loupe_stage');
    this.#draw();
  }

  get #isShown(): boolean {
    return this.#stage.element.dataset['way'] === 'loupe';
  }

  #onKey(event: KeyboardEvent): void {
    const step = event.shiftKey ? 10 * STEP : STEP;
    const { width, height } = this.#pictures;
    const moves: Readonly<Record<string, readonly [x: number, y: number]>> = {
      ArrowLeft: [this.#x - step, this.#y],
      ArrowRight: [this.#x + step, this.#y],
      ArrowUp: [this.#x, this.#y - step],
      ArrowDown: [this.#x, this.#y + step],
      Home: [0, this.#y],
      End: [width, this.#y],
      PageUp: [this.#x, 0],
      PageDown: [this.#x, height],
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#move(...to);
  }

  #move(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    this.#draw();
  }

  #draw(): void {
    const { before, after, aim, place } = this.#parts;
    const { width, height } = this.#pictures;
    const side = Math.max(1, Math.round(before.clientWidth * devicePixelRatio));
    const seen = side / this.#zoom;
    this.#x = within(this.#x, seen, width);
    this.#y = within(this.#y, seen, height);
    const left = Math.round(this.#x - seen / 2);
    const top = Math.round(this.#y - seen / 2);
    for (const [pane, picture] of [
      [before, this.#pictures.before],
      [after, this.#pictures.after],
    ] as const) {
      pane.width = side;
      pane.height = side;
      const context = contextOf(pane);
      context.imageSmoothingEnabled = false;
      context.drawImage(picture, left, top, seen, seen, 0, 0, side, side);
    }
    this.#stage.place(aim, [left, top, seen, seen]);
    place.textContent = translate('compare_loupe_place', Math.round(this.#x), Math.round(this.#y));
  }
}

/** The centre of `seen` pixels that lie inside of `limit`, or the middle where they are more. */
function within(at: number, seen: number, limit: number): number {
  if (seen >= limit) return limit / 2;
  return Math.min(Math.max(at, seen / 2), limit - seen / 2);
}
