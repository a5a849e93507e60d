/** A new element of that class with that text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

const presses = new WeakMap<HTMLButtonElement, () => void>();

/** A button. It hears no event by itself; see EventShield. */
export function makeButton(
  label: string,
  className: string,
  onPress: () => void,
): HTMLButtonElement {
  const button = make('button', className, label);
  button.type = 'button';
  presses.set(button, onPress);
  return button;
}

/** Does what the button is for. */
export function press(button: HTMLButtonElement): void {
  presses.get(button)?.();
}

/** Changes a text only when it says something new: the same again would be read out again. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
