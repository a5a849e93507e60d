/** The shadow root of an element, also one that is closed to the page's scripts. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  try {
    return chrome.dom.openOrClosedShadowRoot(element as HTMLElement);
  } catch {
    // An orphaned script has lost this, and knows open roots only; the data gate knows all.
    return element.shadowRoot;
  }
}

/** The file inputs in a root, and in the roots inside of it. */
export function fileInputsIn(root: ShadowRoot): HTMLInputElement[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    if (element instanceof HTMLInputElement) return element.type === 'file' ? [element] : [];
    const inner = shadowRootOf(element);
    return inner === null ? [] : fileInputsIn(inner);
  });
}
