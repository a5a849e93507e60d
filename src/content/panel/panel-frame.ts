import { make, makeButton, setText } from './elements';
import type { Heading } from './heading';
import type { Texts } from './texts';

/** What stands around the photos: a head that says what is going on, and folds the panel up. */
export class PanelFrame {
  readonly element = make('section', 'panel');
  readonly #texts: Texts;
  readonly #heading = make('h2', 'heading');
  readonly #list = make('div', 'gestures');
  readonly #status = make('p', 'unseen');
  readonly #fold: HTMLButtonElement;
  #isFolded = false;
  #isAsking = false;

  constructor(texts: Texts) {
    this.#texts = texts;
    this.element.setAttribute('aria-label', texts.region);
    this.element.dir = texts.direction;
    this.element.lang = texts.language;
    this.#status.setAttribute('role', 'status');
    this.#fold = makeButton('', 'fold', () => {
      this.setFolded(!this.#isFolded);
    });
    const head = make('header', 'head');
    head.append(make('span', 'mark'), this.#heading, this.#fold);
    this.element.append(head, this.#list, this.#status);
    this.setFolded(false);
  }

  add(card: HTMLElement): void {
    this.#list.append(card);
    this.setFolded(false);
  }

  setHeading({ text, tone }: Heading): void {
    setText(this.#heading, text);
    const isAsking = tone === 'asking';
    // A new question never stays folded away.
    if (isAsking && !this.#isAsking) this.setFolded(false);
    this.#isAsking = isAsking;
    this.element.classList.toggle('asking', isAsking);
    this.element.classList.toggle('plain', tone === 'plain');
  }

  /** Read out by a screen reader when it has nothing else to say. */
  announce(news: string): void {
    setText(this.#status, news);
  }

  setFolded(isFolded: boolean): void {
    this.#isFolded = isFolded;
    this.element.classList.toggle('folded', isFolded);
    this.#fold.setAttribute('aria-expanded', String(!isFolded));
    this.#fold.setAttribute('aria-label', isFolded ? this.#texts.unfold : this.#texts.fold);
  }
}
