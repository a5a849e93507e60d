/**
 * What happens in the panel is none of the page's business: many composers close on a click outside
 * of them or pull the focus back, and many pages have keys of their own.
 */
const EVENTS = [
  ...['pointerdown', 'pointerup', 'pointermove', 'pointerover', 'pointerout', 'pointercancel'],
  ...['mousedown', 'mouseup', 'mousemove', 'mouseover', 'mouseout', 'click', 'dblclick'],
  ...['auxclick', 'contextmenu', 'wheel', 'touchstart', 'touchmove', 'touchend', 'touchcancel'],
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change'],
  ...['focus', 'blur', 'focusin', 'focusout', 'selectstart'],
  ...['dragstart', 'drag', 'dragenter', 'dragover', 'dragleave', 'drop', 'dragend'],
  ...['copy', 'cut', 'paste'],
];

/** What the panel hears of itself. Of real events only: a page's script makes them too. */
export interface PanelEvents {
  onPress(button: HTMLButtonElement): void;
  onEscape(): void;
  onFocus(isInside: boolean): void;
}

/**
 * Stops every event of the panel at the window, before any handler of the document. That is before
 * the panel's own elements too, so what they need is told here.
 */
export class EventShield {
  readonly #host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #events: PanelEvents;
  #pressed: HTMLButtonElement | undefined;

  constructor(host: HTMLElement, root: ShadowRoot, events: PanelEvents) {
    this.#host = host;
    this.#root = root;
    this.#events = events;
  }

  raise(): void {
    // A page scrolls as smoothly as before: nothing waits for what these listeners do to a wheel.
    for (const type of EVENTS) addEventListener(type, this.#onEvent, optionsOf(type));
  }

  lower(): void {
    for (const type of EVENTS) removeEventListener(type, this.#onEvent, optionsOf(type));
  }

  readonly #onEvent = (event: Event): void => {
    if (event.target !== this.#host) return;
    event.stopImmediatePropagation();
    if (event.isTrusted) this.#react(event);
  };

  #react(event: Event): void {
    const { type } = event;
    if (event instanceof MouseEvent && type === 'mousedown') {
      this.#pressed = this.#buttonAt(event);
      // A press must not take the focus away from what the person is typing in.
      event.preventDefault();
    }
    if (event instanceof MouseEvent && type === 'click') this.#onClick(event);
    if (event instanceof KeyboardEvent && type === 'keydown' && event.key === 'Escape') {
      // Else it would close the page's dialog under the panel.
      event.preventDefault();
      this.#events.onEscape();
    }
    if (type === 'focusin') this.#events.onFocus(true);
    if (type === 'focusout') this.#events.onFocus(false);
  }

  #onClick(event: MouseEvent): void {
    // Pressed with the keyboard, or by a screen reader, which puts the focus there first.
    const isByKey = event.detail === 0;
    const button = isByKey ? buttonOf(this.#root.activeElement) : this.#buttonAt(event);
    const isMeant = isByKey || button === this.#pressed;
    this.#pressed = undefined;
    if (button === undefined || !isMeant || button.disabled) return;
    this.#events.onPress(button);
    // A focused button that went with its question says no farewell.
    this.#events.onFocus(this.#root.activeElement !== null);
  }

  #buttonAt({ clientX, clientY }: MouseEvent): HTMLButtonElement | undefined {
    return buttonOf(this.#root.elementFromPoint(clientX, clientY));
  }
}

function optionsOf(type: string): AddEventListenerOptions {
  return { capture: true, passive: type === 'wheel' || type.startsWith('touch') };
}

function buttonOf(element: Element | null): HTMLButtonElement | undefined {
  return element?.closest('button') ?? undefined;
}
