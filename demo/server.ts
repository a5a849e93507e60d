import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { readBody, readPost } from './uploads';
import type { Post, Upload } from './uploads';

/** One Blob that the page's own script had in its hands, as demo/client/recorder.ts saw it. */
export interface Touched {
  readonly how: string;
  readonly bytes: Buffer;
}

/** The sample site while it runs: what it received, and what its page touched (with `?record`). */
export interface Demo {
  readonly origin: string;
  readonly uploads: readonly Upload[];
  readonly touched: readonly Touched[];
  close(): Promise<void>;
}

const here = import.meta.dirname;
const SCRIPTS = ['plaza', 'recorder'] as const;

/** Starts the site on 127.0.0.1; port 0 takes a free one. It keeps everything in memory. */
export async function startDemo(port = 0): Promise<Demo> {
  const posts: Post[] = [];
  const uploads: Upload[] = [];
  const touched: Touched[] = [];
  const scripts = await bundleScripts();
  const page = await readFile(join(here, 'client/plaza.html'), 'utf8');
  const style = await readFile(join(here, 'client/plaza.css'), 'utf8');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    if (request.method === 'POST' && pathname === '/api/posts') {
      const post = await readPost(request);
      posts.push(post);
      uploads.push(...post.photos);
      // A classic form comes back to the page; a script reads the feed itself.
      if (request.headers['sec-fetch-dest'] === 'document') {
        response.writeHead(303, { location: '/' }).end();
      } else send('application/json', '{}');
    } else if (request.method === 'POST' && pathname === '/api/touched') {
      touched.push({ how: searchParams.get('how') ?? '', bytes: await readBody(request) });
      send('application/json', '{}');
    } else if (pathname === '/api/posts') {
      send('application/json', JSON.stringify(feedOf(posts, uploads)));
    } else if (pathname.startsWith('/photos/')) {
      const upload = uploads[Number(pathname.slice('/photos/'.length))];
      if (upload === undefined) response.writeHead(404).end();
      else send(upload.type || 'application/octet-stream', upload.bytes);
    } else if (pathname === '/') {
      send('text/html; charset=utf-8', searchParams.has('record') ? page : withoutRecorder(page));
    } else if (pathname === '/plaza.css') send('text/css', style);
    else if (scripts.has(pathname)) send('text/javascript', scripts.get(pathname) ?? '');
    else response.writeHead(404).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(400).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    uploads,
    touched,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Newest first; photos by their place in `uploads`. */
function feedOf(posts: readonly Post[], uploads: readonly Upload[]): unknown {
  return posts.toReversed().map(({ text, photos }) => ({
    text,
    photos: photos.map((photo) => ({
      name: photo.name,
      type: photo.type,
      address: `/photos/${String(uploads.indexOf(photo))}`,
    })),
  }));
}

function withoutRecorder(page: string): string {
  return page.replace('<script src="/recorder.js"></script>', '');
}

async function bundleScripts(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: SCRIPTS.map((name) => join(here, 'client', `${name}.ts`)),
    outdir: '/',
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'warning',
  });
  return new Map(SCRIPTS.map((name, i) => [`/${name}.js`, outputFiles[i]?.text ?? '']));
}
