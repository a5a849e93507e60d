import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SITE_PAGE } from './site-html';

export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A site of the tests' own: it serves one page and keeps what is uploaded, in order. */
export interface SiteServer {
  readonly url: string;
  /** Everything since the start, one entry a file. */
  readonly uploads: readonly Upload[];
  close(): Promise<void>;
}

export async function startSite(): Promise<SiteServer> {
  const uploads: Upload[] = [];
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(SITE_PAGE);
      return;
    }
    void filesIn(request).then((files) => {
      uploads.push(...files);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    uploads,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function filesIn(request: IncomingMessage): Promise<Upload[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(Buffer.concat(chunks), { headers }).formData();
  const files = form.getAll('photo').filter((value) => value instanceof File);
  return Promise.all(
    files.map(async (file) => ({
      name: file.name,
      type: file.type,
      bytes: Buffer.from(await file.arrayBuffer()),
    })),
  );
}
