import { browser } from './browser';
import { GATE_SIGN } from './gate-sign';
import { within } from './within';

/** A tab that is frozen or about to go does not answer at all. */
const ANSWER_MS = 2_000;

/**
 * Whether our scripts run in the page that a tab shows now. Undefined where the browser does not let
 * us look: without its permission for the site, or in a tab that does not answer.
 */
export async function hasGate(tabId: number): Promise<boolean | undefined> {
  try {
    const [top] = await within(
      ANSWER_MS,
      browser.scripting.executeScript({
        target: { tabId },
        injectImmediately: true,
        func: (sign: string) => Reflect.get(globalThis, sign) === true,
        args: [GATE_SIGN],
      }),
    );
    return top?.result === true;
  } catch {
    return undefined;
  }
}

/** Whether the page in a tab follows its site's switch, which is `on`, only when it is loaded again. */
export async function needsReload(tabId: number, on: boolean): Promise<boolean> {
  return (await hasGate(tabId)) === !on;
}
