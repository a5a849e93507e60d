import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HearNews } from '../../../src/content/gate/page-port';
import { watchForSigns } from '../../../src/content/gate/photo-signs';

class FakeElement extends EventTarget {
  readonly #selectors: string;

  constructor(selectors = '') {
    super();
    this.#selectors = selectors;
  }

  matches(list: string): boolean {
    return list.split(', ').includes(this.#selectors);
  }
}
class FakeInput extends FakeElement {
  readonly type: string;

  constructor(type: string) {
    super();
    this.type = type;
  }
}
class FakeDrag {
  readonly dataTransfer: { readonly types: readonly string[] };
  readonly type = 'dragenter';
  readonly isTrusted = true;

  constructor(types: readonly string[]) {
    this.dataTransfer = { types };
  }
}

const TEXTAREA = new FakeElement('textarea');
const EDITOR = new FakeElement('[contenteditable]:not([contenteditable="false"])');
const activation = { isActive: true };
let signs = 0;
let news: HearNews | undefined;
const listeners = new Map<string, (event: Event) => void>();

beforeEach(() => {
  signs = 0;
  listeners.clear();
  activation.isActive = true;
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('HTMLInputElement', FakeInput);
  vi.stubGlobal('DragEvent', FakeDrag);
  vi.stubGlobal('navigator', { userActivation: activation });
  watchForSigns(
    { on: (kind, hear) => (news = kind === 'open' ? hear : news) },
    { add: (type, listener) => listeners.set(type, listener) },
    () => (signs += 1),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** An event as the gate sees it; it has nothing by which it could be stopped. */
function happen(type: string, node: EventTarget, isTrusted = true): void {
  const event = { type, isTrusted, composedPath: () => [node] };
  listeners.get(type)?.(event as unknown as Event);
}
function drag(...types: string[]): void {
  listeners.get('dragenter')?.(new FakeDrag(types) as unknown as Event);
}

describe('a sign that a photo may come', () => {
  it.each([
    ['a click on a file input', () => happen('click', new FakeInput('file'))],
    ['files that are dragged in', () => drag('text/uri-list', 'Files')],
    ['the focus in a text area', () => happen('focusin', TEXTAREA)],
    ['the focus in an editor', () => happen('focusin', EDITOR)],
    ['a chooser that a script opens', () => news?.(new FakeInput('file'), { kind: 'open' })],
  ])('is %s', (_, act) => {
    act();
    expect(signs).toBe(1);
  });

  it.each([
    ['a click on something else', () => happen('click', new FakeElement())],
    ['a click on another input', () => happen('click', new FakeInput('text'))],
    ['a click that a script made', () => happen('click', new FakeInput('file'), false)],
    ['a text that is dragged in', () => drag('text/plain')],
    ['the focus somewhere else', () => happen('focusin', new FakeElement())],
    ['a focus event that a script made', () => happen('focusin', TEXTAREA, false)],
  ])('is not %s', (_, act) => {
    act();
    expect(signs).toBe(0);
  });

  it('is nothing that a page does without the person', () => {
    activation.isActive = false;
    happen('focusin', TEXTAREA);
    news?.(new FakeInput('file'), { kind: 'open' });
    expect(signs).toBe(0);
    // What is dragged in comes from outside of the page, and is no activation of it.
    drag('Files');
    expect(signs).toBe(1);
  });
});
