/** `npm start`: a browser with the extension and the sample site; without a display, the same walk. */
import { join, relative, resolve } from 'node:path';
import { startDemo } from '../demo/server';
import { launchChromium } from './launch-chromium';
import { ensureBuilt } from './protect/ensure-built';
import { copyWithSite, OWN_SITE } from './start/copy-with-site';
import { endText } from './start/end-text';
import { askBackground, openOptions } from './start/extension-page';
import { walk } from './start/walk';

const root = resolve(import.meta.dirname, '..');
const SAMPLE = join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

const [named] = process.argv.slice(2);
const photo = named === undefined ? SAMPLE : resolve(named);
const isVisible = hasDisplay() && named === undefined;

ensureBuilt(root);
const copy = copyWithSite(join(root, 'dist/chromium'));
const demo = await startDemo();
try {
  say('The browser cannot be asked for its permission by a script, so this copy of the extension');
  say(`has it for sites on this computer (${OWN_SITE}). Otherwise it is what ships.`);
  const launched = await launchChromium({ extensionDir: copy.folder, headless: !isVisible });
  try {
    const options = await openOptions(launched);
    await askBackground(options, 'setSites', { [OWN_SITE]: true });
    await options.close();
    if (isVisible) {
      const [page = await launched.browser.newPage()] = await launched.browser.pages();
      await page.goto(demo.origin);
      say(`The sample site is at ${demo.origin}: add a photo there. Close the browser to end.`);
      const closed = new Promise((done) => launched.browser.once('disconnected', done));
      const interrupted = new Promise((done) => process.once('SIGINT', done));
      await Promise.race([closed, interrupted]);
    } else {
      const why = named === undefined ? 'There is no display' : 'A photo was named';
      say(`${why}: a headless browser takes the walk. A group photo takes a few minutes at most.`);
      const { note, saved } = await walk(launched, demo, photo, join(root, 'out'));
      if (saved === undefined) process.stderr.write(`${endText(note)}\n`);
      else {
        say(endText(note));
        say(`Chosen:            ${relative('', saved.before)}`);
        say(`What the site got: ${relative('', saved.after)}`);
      }
      process.exitCode = saved === undefined ? 1 : 0;
    }
  } finally {
    await launched.close().catch(() => undefined);
  }
} finally {
  await demo.close();
  copy.remove();
}
