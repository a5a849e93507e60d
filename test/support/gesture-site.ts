import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request body that a page of the test's sent. */
export interface Got {
  /** What the page said of it: the way by which it had come to the file. */
  readonly how: string;
  readonly bytes: Buffer;
}

/** A site of small pages, one for each way in, that keeps every body it is sent. */
export interface GestureSite {
  readonly origin: string;
  readonly got: readonly Got[];
  close(): Promise<void>;
}

/** In every page: `send(how, body)` uploads, `seen` is what a test reads. */
const SCRIPT = `<script>
  globalThis.seen = [];
  globalThis.send = (how, body) =>
    fetch('/got?how=' + encodeURIComponent(how), { method: 'POST', body });
  globalThis.note = (event) => seen.push([event.type, event.isTrusted]);
</script>`;

export async function startGestureSite(
  pages: Readonly<Record<string, string>>,
): Promise<GestureSite> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    if (request.method === 'POST') {
      void bodyOf(request).then((bytes) => {
        got.push({ how: searchParams.get('how') ?? pathname, bytes });
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>got');
      });
      return;
    }
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><meta charset="utf-8">${SCRIPT}${pages[pathname] ?? ''}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    got,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
