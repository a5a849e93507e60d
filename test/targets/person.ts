import type { Page, Protocol } from 'puppeteer-core';
import type { Gesture, Target } from './catalog';
import { pickHandle } from './handles';
import type { SampleFiles } from './samples';

const CHOOSER_WITHIN_MS = 8_000;

/** Does what a person does, by events that the browser itself makes. */
export async function perform(
  gesture: Gesture,
  target: Target,
  page: Page,
  files: SampleFiles,
): Promise<void> {
  await page.bringToFront();
  const drop = target.drop ?? '#drop';
  switch (gesture) {
    case 'choose':
      await choose(page, target, [files.photoPath]);
      return;
    case 'submit':
      await choose(page, target, [files.photoPath]);
      await page.click('#submit');
      return;
    case 'drop':
      await dropOn(page, drop, [files.photoPath]);
      return;
    case 'folder':
      await dropOn(page, drop, [files.folderPath]);
      return;
    case 'paste':
    case 'html':
      await paste(page, target.paste ?? '#paste');
      return;
    case 'handle':
      await pickHandle(page);
      await page.click(target.open ?? '#open');
      return;
    case 'read':
      await page.click(target.open ?? '#open');
  }
}

export async function choose(page: Page, target: Target, paths: string[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForFileChooser({ timeout: CHOOSER_WITHIN_MS }),
    page.click(target.open ?? '#open'),
  ]);
  await chooser.accept(paths);
}

/** Drags files from outside the browser over the middle of the element, and lets go. */
export function dropOn(page: Page, selector: string, paths: string[]): Promise<void> {
  return drag(page, selector, { items: [], files: paths, dragOperationsMask: 1 });
}

/** Drags anything that may come from outside the browser. */
export async function drag(
  page: Page,
  selector: string,
  data: Protocol.Input.DragData,
): Promise<void> {
  const box = await (await page.$(selector))?.boundingBox();
  if (box === null || box === undefined) throw new Error(`There is no ${selector} to drop on`);
  const session = await page.createCDPSession();
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 600) / 2];
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  await session.detach();
}

async function paste(page: Page, selector: string): Promise<void> {
  await page.click(selector);
  await page.keyboard.down('Control');
  // A key alone means nothing without a window system: the command that it stands for goes with it.
  await page.keyboard.down('v', { commands: ['Paste'] });
  await page.keyboard.up('v');
  await page.keyboard.up('Control');
}
