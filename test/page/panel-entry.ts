import axe from 'axe-core';
import type {
  Decision,
  Doubt,
  GestureView,
  Panel,
  PhotoView,
} from '../../src/content/gesture-view';
import type { ErrorCode } from '../../src/shared/errors';
import { isLikeTests } from '../../src/shared/expectation';
import { levelName } from '../../src/shared/level';
import type { PhotoReport } from '../../src/shared/report';
import type { Strength } from '../../src/shared/strength';
import { SENT_WITHOUT_FACE, verdictOfFailure } from '../../src/shared/verdict';

/** The panel in a plain page, with the real texts; test/support/panel-page.ts drives it. */
export interface Texts {
  readonly messages: Readonly<Record<string, { readonly message: string }>>;
  readonly direction: 'ltr' | 'rtl';
}

/** The panel's closed root, caught while it is made. */
let root: ShadowRoot | undefined;
let panel: Panel | undefined;
const gestures: GestureView[] = [];
/** What the person decided, and what the panel told of it. */
export const heard: string[] = [];

/** The timers that are running and are no short ones. */
export const longTimers = new Set<unknown>();

function watchTimers(): void {
  const begin = window.setTimeout.bind(window);
  const end = window.clearTimeout.bind(window);
  const setLong = (act: () => void, ms = 0): number => {
    const id = begin(() => {
      longTimers.delete(id);
      act();
    }, ms);
    if (ms >= 5000) longTimers.add(id);
    return id;
  };
  const clear = (id: number): void => {
    longTimers.delete(id);
    end(id);
  };
  Object.assign(globalThis, { setTimeout: setLong, clearTimeout: clear });
}

export async function start({ messages, direction }: Texts): Promise<void> {
  const getMessage = (key: string, places: readonly string[]): string =>
    key === '@@bidi_dir'
      ? direction
      : (messages[key]?.message ?? 'en').replaceAll(
          /\$(\d)/g,
          (_, n: string) => places[+n - 1] ?? '',
        );
  watchTimers();
  const extension = { runtime: { id: 'test' }, i18n: { getMessage } };
  Object.assign(globalThis, { chrome: extension, browser: extension });
  const attach: Element['attachShadow'] = Reflect.get(Element.prototype, 'attachShadow');
  Element.prototype.attachShadow = function (init): ShadowRoot {
    const made = attach.call(this, init);
    root = made;
    return made;
  };
  const { createPanel } = await import('../../src/content/panel/panel');
  panel = createPanel();
}

/** As in a page that outlived the extension: asking it for a text fails. */
export function loseExtension(): void {
  const getMessage = (): never => {
    throw new Error('Extension context invalidated.');
  };
  Object.assign(chrome.i18n, { getMessage });
}

export function open(photos: readonly File[]): number {
  if (panel === undefined) throw new Error('No panel yet');
  const gesture = panel.open(photos, () => heard.push('cancel'));
  return gestures.push(gesture) - 1;
}

export function gesture(index = 0): GestureView {
  const found = gestures[index];
  if (found === undefined) throw new Error(`No gesture ${index}`);
  return found;
}

export function photo(index = 0, of = 0): PhotoView {
  const found = gesture(of).photos[index];
  if (found === undefined) throw new Error(`No photo ${index}`);
  return found;
}

/** `report`: what the engine said of the photo that failed; `isChanged`: of one with changed faces. */
export function ask(
  doubt: Doubt,
  index = 0,
  of = 0,
  next?: Strength,
  report?: PhotoReport,
  isChanged = false,
): void {
  const verdict =
    doubt === 'no-face' || doubt === 'unmeasured'
      ? SENT_WITHOUT_FACE
      : verdictOfFailure(doubt, report);
  void photo(index, of)
    .ask({
      doubt,
      verdict,
      ...(isChanged && { isChanged }),
      ...(next && { next }),
      ...(next && isLikeTests(report) && { nextLevel: levelName(next, report?.unlinkable) }),
    })
    .then((decision: Decision) => heard.push(decision));
}

export function settle(how: 'original' | 'left-out', code: ErrorCode, index = 0): void {
  photo(index).showSettled(how, verdictOfFailure(code));
}

/** The closed root, which a page does not get. */
export function inside(): ShadowRoot {
  if (root === undefined) throw new Error('The panel has made no root');
  return root;
}

export function host(): Element {
  return inside().host;
}

export function placeOf(selector: string): { x: number; y: number; width: number; height: number } {
  const found = inside().querySelector(selector);
  if (found === null) throw new Error(`No ${selector}`);
  const { x, y, width, height } = found.getBoundingClientRect();
  return { x, y, width, height };
}

export function text(): string {
  return [...inside().children].map((child) => (child as HTMLElement).innerText).join('\n');
}

export function buttons(): HTMLButtonElement[] {
  return [...inside().querySelectorAll('button')].filter((one) => one.checkVisibility());
}

export function labels(): string[] {
  return buttons().map((one) => one.innerText || (one.ariaLabel ?? ''));
}

export function button(label: string): HTMLButtonElement {
  const found = buttons().find((one) => (one.innerText || one.ariaLabel) === label);
  if (found === undefined) throw new Error(`No button ${label} but ${labels().join(', ')}`);
  return found;
}

/** A photo of one colour. `isOnItsSide`: its EXIF says that it has to be turned upright. */
export async function paint(name: string, width: number, height: number, isOnItsSide = false) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No canvas');
  const colour = context.createLinearGradient(0, 0, width, height);
  colour.addColorStop(0, '#c9a27e');
  colour.addColorStop(1, '#3d5a6c');
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg' });
  const turned = isOnItsSide ? [jpeg.slice(0, 2), EXIF_TURN, jpeg.slice(2)] : [jpeg];
  return new File(turned, name, { type: 'image/jpeg' });
}

/** One entry of EXIF: orientation (0x0112), a SHORT, 6. */
const EXIF_TURN = new Uint8Array([
  ...[0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00],
  ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01],
  ...[0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x06, 0x00, 0x00],
  ...[0x00, 0x00, 0x00, 0x00],
]);

/** What axe-core finds wrong in the panel; it looks into roots that it can see only. */
export async function violations(): Promise<string[]> {
  Object.defineProperty(host(), 'shadowRoot', { value: inside(), configurable: true });
  const found = await axe.run(host());
  Reflect.deleteProperty(host(), 'shadowRoot');
  const checked = found.passes.length;
  if (checked < 5) throw new Error(`axe-core has looked at nothing: ${checked} rules`);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}
