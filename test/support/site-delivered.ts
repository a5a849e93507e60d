import type { Page } from 'puppeteer-core';

declare global {
  var blobsOfHost: Blob[] | undefined;
}

/**
 * Keeps every Blob that the engine host makes from now on, which are the files that it delivers: known without
 * the page, the gate or the server having a say in it.
 */
export async function watchHost(page: Page): Promise<() => Promise<Buffer[]>> {
  const before = await page.evaluate(() => {
    if (globalThis.blobsOfHost !== undefined) return globalThis.blobsOfHost.length;
    const made: Blob[] = [];
    globalThis.blobsOfHost = made;
    globalThis.Blob = new Proxy(Blob, {
      construct(target, parts: ConstructorParameters<typeof Blob>) {
        const blob = new target(...parts);
        made.push(blob);
        return blob;
      },
    });
    return 0;
  });
  return async () => {
    const base64 = await page.evaluate(
      (from) =>
        Promise.all(
          (globalThis.blobsOfHost ?? []).slice(from).map(
            (blob) =>
              new Promise<string>((resolve) => {
                const reader = new FileReader();
                reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
                reader.readAsDataURL(blob);
              }),
          ),
        ),
      before,
    );
    return base64.map((text) => Buffer.from(text, 'base64'));
  };
}
