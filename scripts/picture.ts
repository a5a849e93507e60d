/** Makes docs/picture.png, the README's picture: the sample site while the panel is at work. */
import { join, resolve } from 'node:path';
import { startDemo } from '../demo/server';
import { launchChromium } from './launch-chromium';
import { ensureBuilt } from './protect/ensure-built';
import { copyWithSite, OWN_SITE } from './start/copy-with-site';
import { askBackground, openOptions } from './start/extension-page';

const root = resolve(import.meta.dirname, '..');
const SAMPLE = join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg');

ensureBuilt(root);
const copy = copyWithSite(join(root, 'dist/chromium'));
const demo = await startDemo();
const launched = await launchChromium({ extensionDir: copy.folder });
try {
  const options = await openOptions(launched);
  await askBackground(options, 'setSites', { [OWN_SITE]: true });
  await options.close();
  const page = await launched.browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  await page.goto(demo.origin);
  await page.type('#text', 'A good evening at the town hall.');
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#add')]);
  await chooser.accept([SAMPLE]);
  // The preview is there as soon as the site has the photo: the panel then says what was measured.
  await page.waitForSelector('#previews img', { timeout: 15 * 60_000 });
  await page.screenshot({ path: join(root, 'docs/picture.png') });
} finally {
  await launched.close();
  await demo.close();
  copy.remove();
}
