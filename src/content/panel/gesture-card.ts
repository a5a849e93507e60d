import type { ErrorCode } from '../../shared/errors';
import { verdictOfFailure } from '../../shared/verdict';
import type { GestureView } from '../gesture-view';
import { make, makeButton, setText } from './elements';
import { Linger } from './linger';
import { PhotoRow } from './photo-row';
import { reloadPage } from './question';
import { fill } from './fill';
import { sentence } from './texts';
import type { Texts } from './texts';

export interface CardEvents {
  onCancel(): void;
  /** Something changed; `announcement` is worth reading out. */
  onChange(announcement?: string): void;
  onGone(card: GestureCard): void;
}

/** One gesture in the panel: its photos, Cancel while they are worked on, Close afterwards. */
export class GestureCard implements GestureView {
  readonly element = make('section', 'gesture');
  readonly photos: readonly PhotoRow[];
  readonly linger: Linger;
  readonly #texts: Texts;
  readonly #events: CardEvents;
  readonly #foot = make('div', 'foot');
  readonly #line = make('p', 'line');
  readonly #cancel: HTMLButtonElement;
  #isOver = false;

  constructor(photos: readonly File[], texts: Texts, events: CardEvents) {
    this.#texts = texts;
    this.#events = events;
    this.photos = photos.map(
      (photo) =>
        new PhotoRow(photo, texts, (announcement) => {
          if (this.#isCompared) this.linger.stop();
          events.onChange(announcement);
        }),
    );
    this.linger = new Linger(() => {
      this.remove();
    });
    const list = make('ul', 'photos');
    list.append(...this.photos.map(({ element }) => element));
    this.#cancel = makeButton(texts.cancel, 'quiet', () => {
      this.#cancel.disabled = true;
      events.onCancel();
    });
    this.#foot.append(this.#line, this.#cancel);
    this.element.append(list, this.#foot);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The person will come back to it from the comparison. */
  get #isCompared(): boolean {
    return this.photos.some(({ isCompared }) => isCompared);
  }

  showEnd(delivered: number): void {
    const { end, endNothing } = this.#texts;
    const stays =
      delivered === 0 || this.#isCompared || this.photos.some(({ state }) => state === 'left-out');
    this.#end(delivered === 0 ? endNothing : fill(end, delivered), stays);
  }

  showStopped(code: ErrorCode): void {
    const { endNothing, reload } = this.#texts;
    this.element.dataset['stopped'] = code;
    if (code === 'extension-updated') this.#foot.append(makeButton(reload, 'main', reloadPage));
    // Whoever pressed Cancel knows.
    const why = sentence(verdictOfFailure(code), this.#texts);
    this.#end(`${why} ${endNothing}`, code !== 'cancelled');
  }

  remove(): void {
    this.#over();
    this.linger.stop();
    this.element.remove();
    this.#events.onGone(this);
  }

  #end(line: string, stays: boolean): void {
    this.#over();
    setText(this.#line, line);
    this.#foot.append(
      makeButton(this.#texts.close, 'quiet', () => {
        this.remove();
      }),
    );
    this.element.classList.add('over');
    this.#events.onChange(line);
    if (!stays) this.linger.start();
  }

  #over(): void {
    this.#isOver = true;
    this.#cancel.remove();
    for (const photo of this.photos) photo.dismiss();
  }
}
