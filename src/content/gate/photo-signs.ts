import type { PagePort } from './page-port';
import type { WindowListeners } from './window-listeners';

/** Where a person writes what goes out with photos; the focus lies on the host of an editor itself. */
const COMPOSER = 'textarea, [role="textbox"], [contenteditable]:not([contenteditable="false"])';

/**
 * Tells of signs that a photo may come: a file chooser opens, files are dragged in, a person goes into
 * a place to write in. Only of what the browser says that a person does: a script can't keep the engine
 * in memory with it. Nothing is stopped, held up or read.
 */
export function watchForSigns(
  page: Pick<PagePort, 'on'>,
  listeners: Pick<WindowListeners, 'add'>,
  onSign: () => void,
): void {
  const onEvent = (event: Event): void => {
    if (event.isTrusted && isSign(event)) onSign();
  };
  for (const type of ['click', 'dragenter', 'focusin']) listeners.add(type, onEvent);
  // Inputs that a script opens: its click is not the person's, and may come by no window.
  page.on('open', () => {
    if (isPersonActing()) onSign();
    return true;
  });
}

function isSign(event: Event): boolean {
  if (event.type === 'dragenter') return bringsFiles(event);
  const [node] = event.composedPath();
  return event.type === 'click' ? isFileInput(node) : isPersonActing() && isComposer(node);
}

/** What a drag brings is not told before the drop; that there are files among it is. */
function bringsFiles(event: Event): boolean {
  return event instanceof DragEvent && event.dataTransfer?.types.includes('Files') === true;
}

/** A click on a label comes a second time, at the input. */
function isFileInput(node: EventTarget | undefined): boolean {
  return node instanceof HTMLInputElement && node.type === 'file';
}

/** By the attribute: whether an element can be edited at all, the browser says after a layout only. */
function isComposer(node: EventTarget | undefined): boolean {
  return node instanceof Element && node.matches(COMPOSER);
}

/** The browser trusts a focus that a script sets, too. */
function isPersonActing(): boolean {
  return navigator.userActivation.isActive;
}
