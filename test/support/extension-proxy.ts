import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Where Chromium itself calls home (updates, time, accounts), extension or not; it cannot be told to
 * leave it entirely. That the extension cannot go there either is shown by test/extension/loads.
 */
const BROWSERS_OWN = /^(\w+ )(https?:\/\/)?[\w.-]+\.(google|googleapis|gvt1|gstatic)\.com[:/]/;

/** A proxy that writes down what a browser asks it for and lets nothing through. */
export interface RecordingProxy {
  /** `METHOD address`, in the order of arrival, less what the browser asks for itself. */
  readonly requests: string[];
  /** Arguments that send everything to the proxy, addresses of this computer included. */
  readonly browserArgs: readonly string[];
  close(): Promise<void>;
}

export async function startRecordingProxy(): Promise<RecordingProxy> {
  const requests: string[] = [];
  const record = (request: string): void => {
    if (!BROWSERS_OWN.test(request)) requests.push(request);
  };
  const server = createServer(({ method, url }, response) => {
    record(`${method ?? ''} ${url ?? ''}`);
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>recorded');
  });
  server.on('connect', ({ url }, socket) => {
    record(`CONNECT ${url ?? ''}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    browserArgs: [
      `--proxy-server=http://127.0.0.1:${port}`,
      // Without it Chromium goes to addresses of this computer directly.
      '--proxy-bypass-list=<-loopback>',
    ],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
