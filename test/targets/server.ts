import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { readBody } from '../../demo/uploads';
import { onlyOnce } from '../support/only-once';
import { filesIn } from './files-in';
import type { ReceivedFile } from './files-in';

/** One request with a body, as it came. */
export interface Received {
  readonly type: string;
  readonly body: Buffer;
  readonly files: readonly ReceivedFile[];
}

/** One Blob that a page's scripts could have had in their hands (demo/client/recorder.ts). */
export interface Touched {
  readonly how: string;
  readonly bytes: Buffer;
}

/** The server of all targets, and what it knows of them. */
export interface TargetServer {
  readonly origin: string;
  readonly received: readonly Received[];
  readonly touched: readonly Touched[];
  close(): Promise<void>;
}

const PAGES = join(import.meta.dirname, 'pages');
const RECORDER = join(import.meta.dirname, '../../demo/client/recorder.ts');
/** For whoever shows what was uploaded. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Starts it on a free port of 127.0.0.1. It keeps everything in memory. */
export async function startTargets(): Promise<TargetServer> {
  const received: Received[] = [];
  const touched: Touched[] = [];
  const bundles = await bundlePages();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    if (request.method === 'POST' && pathname === '/upload') {
      const body = await readBody(request);
      const type = request.headers['content-type'] ?? '';
      received.push({ type, body, files: await filesIn(type, body) });
      if (request.headers['sec-fetch-mode'] === 'navigate') send('text/html', 'Thank you.');
      else send('application/json', '{"url":"/uploaded","location":"/uploaded"}');
    } else if (request.method === 'POST' && pathname === '/api/touched') {
      touched.push({ how: searchParams.get('how') ?? '', bytes: await readBody(request) });
      send('application/json', '{}');
    } else if (pathname === '/uploaded') send('image/png', PIXEL);
    else if (bundles.has(pathname)) {
      send(pathname.endsWith('.css') ? 'text/css' : 'text/javascript', bundles.get(pathname) ?? '');
    } else if (bundles.has(`${pathname}.js`)) {
      send(
        'text/html; charset=utf-8',
        pageOf(pathname, bundles.has(`${pathname}.css`), !searchParams.has('unwatched')),
      );
    } else response.writeHead(404).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(400).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    touched,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** `isWatched`: with the recorder, which reads all that it sees. */
function pageOf(path: string, hasStyle: boolean, isWatched: boolean): string {
  const style = hasStyle ? `<link rel="stylesheet" href="${path}.css">` : '';
  const watch = ['noted-errors', 'recorder'].map(
    (name) => `<script src="/targets/${name}.js"></script>`,
  );
  return `<!doctype html><html lang="en"><title>${basename(path)}</title>${style}
${isWatched ? watch.join('') : ''}<body><script src="${path}.js"></script></body></html>`;
}

/** Each page is one script and at most one style. */
const bundlePages = onlyOnce(async (): Promise<ReadonlyMap<string, string>> => {
  const { outputFiles } = await build({
    entryPoints: readdirSync(PAGES)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name) => join(PAGES, name))
      .concat(RECORDER),
    outdir: '/targets',
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.svg': 'dataurl' },
    logLevel: 'warning',
  });
  return new Map(
    outputFiles.map(({ path, text }) => [`/targets/${basename(path)}`, text] as const),
  );
});
