import type { CDPSession, Page } from 'puppeteer-core';
import type { Protocol } from 'puppeteer-core';
import { until } from './site-until';

/**
 * The panel as a person has it. Its shadow root is closed to the page's scripts, so it is read, and
 * its buttons are found, through the debugger; they are pressed with the mouse.
 */
export class SitePanel {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async of(page: Page): Promise<SitePanel> {
    return new SitePanel(page, await page.createCDPSession());
  }

  /** All text that it shows; empty when there is no panel. */
  async text(): Promise<string> {
    const shown = await Promise.all(
      (await this.#roots()).map((root) => this.#call<string>(root, READ_TEXT)),
    );
    return shown.join('\n');
  }

  /** Resolves with the text once it matches. */
  async shows(wanted: string | RegExp, patienceMs = 60_000): Promise<string> {
    return until(
      `the panel shows ${String(wanted)}`,
      async () => {
        const text = await this.text();
        return (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))
          ? text
          : undefined;
      },
      patienceMs,
    );
  }

  /** The labels of the buttons that can be pressed. */
  async buttons(): Promise<string[]> {
    const labels = await Promise.all(
      (await this.#roots()).map((root) => this.#call<string[]>(root, READ_BUTTONS)),
    );
    return labels.flat();
  }

  /** Presses the `nth` button of that label, as soon as it is there. */
  async press(label: string, nth = 0): Promise<void> {
    const [x, y] = await until(`a button "${label}"`, async () => {
      for (const root of await this.#roots()) {
        const at = await this.#call<[number, number] | null>(root, PLACE_OF_BUTTON, label, nth);
        if (at !== null) return at;
      }
      return undefined;
    });
    await this.#page.mouse.click(x, y);
  }

  async #roots(): Promise<Protocol.DOM.Node[]> {
    const { root } = await this.#session.send('DOM.getDocument', { depth: -1, pierce: true });
    return closedRootsIn(root);
  }

  async #call<T>(node: Protocol.DOM.Node, body: string, ...values: unknown[]): Promise<T> {
    const { backendNodeId } = node;
    const { object } = await this.#session.send('DOM.resolveNode', { backendNodeId });
    const { result } = await this.#session.send('Runtime.callFunctionOn', {
      objectId: object.objectId ?? '',
      functionDeclaration: body,
      arguments: values.map((value) => ({ value })),
      returnByValue: true,
    });
    return result.value as T;
  }
}

const READ_TEXT = `function () {
  return [...this.children].map((child) => child.innerText ?? '').join('\\n');
}`;

const USABLE = `[...this.querySelectorAll('button')].filter(
  (button) => !button.disabled && button.checkVisibility(),
)`;

const READ_BUTTONS = `function () {
  return ${USABLE}.map((button) => button.innerText.trim());
}`;

const PLACE_OF_BUTTON = `function (label, nth) {
  const button = ${USABLE}.filter((one) => one.innerText.trim() === label)[nth];
  if (button === undefined) return null;
  button.scrollIntoView({ block: 'nearest' });
  const { x, y, width, height } = button.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}`;

function closedRootsIn(node: Protocol.DOM.Node): Protocol.DOM.Node[] {
  const roots = (node.shadowRoots ?? []).filter(({ shadowRootType: type }) => type === 'closed');
  const inside = [
    ...(node.children ?? []),
    ...(node.shadowRoots ?? []),
    ...(node.contentDocument === undefined ? [] : [node.contentDocument]),
  ];
  return [...roots, ...inside.flatMap(closedRootsIn)];
}
