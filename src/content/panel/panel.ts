import type { GestureView, Panel } from '../gesture-view';
import { press } from './elements';
import { GestureCard } from './gesture-card';
import type { Heading } from './heading';
import { headingOf } from './heading';
import { PanelFrame } from './panel-frame';
import { PanelHost } from './panel-host';
import { readTexts } from './texts';
import type { Texts } from './texts';

/** The panel at the edge of the page. Nothing is in the page until a gesture opens it. */
export function createPanel(): Panel {
  const texts = readTexts();
  let made: ShownPanel | undefined;
  return {
    open: (photos, onCancel) => (made ??= new ShownPanel(texts)).open(photos, onCancel),
  };
}

class ShownPanel implements Panel {
  readonly #texts: Texts;
  readonly #frame: PanelFrame;
  readonly #host: PanelHost;
  readonly #cards = new Set<GestureCard>();
  #isPointed = false;
  #isFocused = false;

  constructor(texts: Texts) {
    this.#texts = texts;
    this.#frame = new PanelFrame(texts);
    this.#host = new PanelHost(this.#frame.element, {
      onPress: press,
      onEscape: () => {
        this.#frame.setFolded(true);
      },
      onFocus: (isInside) => {
        this.#isFocused = isInside;
        this.#hold();
      },
    });
    for (const type of ['pointerenter', 'pointerleave'] as const) {
      this.#frame.element.addEventListener(type, () => {
        this.#isPointed = type === 'pointerenter';
        this.#hold();
      });
    }
  }

  open(photos: readonly File[], onCancel: () => void): GestureView {
    const card = new GestureCard(photos, this.#texts, {
      onCancel,
      onChange: (news) => {
        this.#update(news);
      },
      onGone: (gone) => {
        this.#cards.delete(gone);
        this.#update();
      },
    });
    this.#cards.add(card);
    this.#frame.add(card.element);
    this.#host.show();
    this.#update(headingOf(card.photos, [], this.#texts).text);
    this.#hold();
    return card;
  }

  #update(news?: string): void {
    this.#frame.setHeading(this.#heading());
    if (news !== undefined) this.#frame.announce(news);
    if (this.#cards.size > 0) return;
    this.#isPointed = false;
    this.#isFocused = false;
    this.#host.hide();
  }

  #heading(): Heading {
    const photosOf = (isOver: boolean) =>
      [...this.#cards].flatMap((card) => (card.isOver === isOver ? card.photos : []));
    return headingOf(photosOf(false), photosOf(true), this.#texts);
  }

  /** Nothing leaves the screen under a person's pointer or focus. */
  #hold(): void {
    for (const { linger } of this.#cards) linger.hold(this.#isPointed || this.#isFocused);
  }
}
