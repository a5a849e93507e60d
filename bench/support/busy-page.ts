import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SiteBrowser } from '../../test/support/site-browser';

/** What the page does in one go. */
export const INPUTS = 1000;
export const EVENTS = 10_000;

/** Milliseconds, each the shortest of several goes: what else runs on the machine only ever adds. */
export interface Busy {
  /** Making file inputs. */
  readonly made: number;
  /** Opening them by script, which the browser refuses without a gesture. */
  readonly opened: number;
  /** Dispatching unrelated events. */
  readonly events: number;
  /** All three of one go. */
  readonly whole: number;
}

export interface BusyPage {
  /** Opens the page in a tab of its own, once. */
  measure(chromium: SiteBrowser): Promise<Busy>;
  close(): Promise<void>;
}

/**
 * A page that measures itself and sends home what it found. No debugger is at its tab, as at a
 * person's: it would make the browser's warning about a refused opening several times as dear.
 */
export async function serveBusyPage(): Promise<BusyPage> {
  let found: (busy: Busy) => void = () => undefined;
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return;
    }
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.writeHead(204).end();
      found(JSON.parse(body) as Busy);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  return {
    async measure(chromium) {
      const measured = new Promise<Busy>((resolve) => {
        found = resolve;
      });
      const options = await chromium.openOptions();
      const tab = await options.evaluate(async (where) => {
        const { id } = await chrome.tabs.create({ url: where });
        return id!;
      }, url);
      const busy = await measured;
      await options.evaluate((id) => chrome.tabs.remove(id), tab);
      await options.close();
      return busy;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** The first go warms up. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Busy</title><body><script>
addEventListener('load', async () => {
  let heard = 0;
  document.body.addEventListener('unrelated', () => { heard += 1; });
  const time = (work) => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  };
  const go = () => {
    let inputs = [];
    const made = time(() => {
      inputs = Array.from({ length: ${String(INPUTS)} }, () => {
        const input = document.createElement('input');
        input.type = 'file';
        input.addEventListener('change', () => undefined);
        return input;
      });
    });
    const opened = time(() => { for (const input of inputs) input.click(); });
    const events = time(() => {
      for (let i = 0; i < ${String(EVENTS)}; i++) {
        document.body.dispatchEvent(new Event('unrelated', { bubbles: true }));
      }
    });
    return { made, opened, events, whole: made + opened + events };
  };
  const goes = [];
  for (let i = 0; i < 11; i++) {
    goes.push(go());
    // What was left to be collected is not the next go's.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const shortest = (name) => Math.min(...goes.slice(1).map((one) => one[name]));
  const busy = Object.fromEntries(Object.keys(goes[0]).map((name) => [name, shortest(name)]));
  await fetch('/', { method: 'POST', body: JSON.stringify(busy) });
});
</script>`;
