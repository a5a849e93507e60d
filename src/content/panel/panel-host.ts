import { EventShield } from './event-shield';
import type { PanelEvents } from './event-shield';
import { styleSheet } from './panel-style';
import { topmostModal } from './topmost-modal';

/** A page that keeps taking the panel away gets it back at once this often, then once a second. */
const QUICK_RETURNS = 20;
const SLOW_RETURN_MS = 1000;

/** The element in the page that holds the panel: on top of everything, and out of the page's reach. */
export class PanelHost {
  readonly #element: HTMLElement;
  readonly #shield: EventShield;
  readonly #watch = new MutationObserver((changes) => {
    this.#onMutations(changes);
  });
  #isShown = false;
  #returns = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(content: HTMLElement, events: PanelEvents) {
    this.#element = document.createElement('div');
    const root = this.#element.attachShadow({ mode: 'closed' });
    // A page's content security policy has no say in this kind of style sheet.
    root.adoptedStyleSheets = [styleSheet()];
    root.append(content);
    this.#shield = new EventShield(this.#element, root, events);
  }

  show(): void {
    if (!this.#isShown) {
      this.#isShown = true;
      this.#returns = 0;
      this.#shield.raise();
      this.#watch.observe(document, {
        childList: true,
        subtree: true,
        attributeFilter: ['open', 'inert', 'aria-hidden', 'popover'],
      });
      document.addEventListener('toggle', this.#onToggle, true);
      document.addEventListener('fullscreenchange', this.#raise);
    }
    this.#place();
  }

  hide(): void {
    this.#isShown = false;
    this.#shield.lower();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#watch.disconnect();
    document.removeEventListener('toggle', this.#onToggle, true);
    document.removeEventListener('fullscreenchange', this.#raise);
    this.#element.remove();
  }

  #onMutations(changes: readonly MutationRecord[]): void {
    const isTouched = changes.some(
      ({ type, target, attributeName }) =>
        type === 'attributes' && (target === this.#element || attributeName === 'open'),
    );
    if (this.#element.isConnected && !isTouched) return;
    if (this.#timer !== undefined) return;
    this.#returns += 1;
    if (this.#returns <= QUICK_RETURNS) {
      this.#place();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#place();
    }, SLOW_RETURN_MS);
  }

  /** Everything outside the topmost modal dialog is dead to mouse and keyboard. */
  #place(): void {
    const home = topmostModal() ?? document.querySelector<HTMLElement>(':root');
    // At the very start of a page there is nothing yet; the observer tells when there is.
    if (home === null) return;
    if (this.#element.parentNode !== home) home.append(this.#element);
    this.#element.removeAttribute('inert');
    this.#element.removeAttribute('aria-hidden');
    if (this.#element.popover !== 'manual') this.#element.popover = 'manual';
    if (!this.#element.matches(':popover-open')) this.#element.showPopover();
    // What this changed itself is no news.
    this.#watch.takeRecords();
  }

  readonly #onToggle = ({ target }: Event): void => {
    if (target !== this.#element) this.#raise();
  };

  /** Up again, above what the page has put on top since. */
  readonly #raise = (): void => {
    if (!this.#element.isConnected || this.#element.matches(':focus')) return;
    if (this.#element.matches(':popover-open')) this.#element.hidePopover();
    this.#place();
  };
}
