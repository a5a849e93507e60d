import { describe, expect, it } from 'vitest';
import { useGestureSite } from '../support/gesture-fixture';
import { arrivesProtected, expectNoOriginal } from '../support/gesture-oracle';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

/** A window in which no script has run, ours neither: the first document of a frame with a srcdoc. */
const UNTOUCHED = `
  const frame = document.createElement('iframe');
  frame.srcdoc = 'later';
  document.body.append(frame);
  const untouched = frame.contentWindow;`;

const PAGES = {
  '/compare': `<body><script>${UNTOUCHED}
    const facts = (value) => {
      if (typeof value !== 'function') return typeof value;
      let wrong = '';
      try { value.call(null); } catch (error) { wrong = error.name; }
      const own = Reflect.ownKeys(value).map(String).sort().join();
      const isNative = /^function .*\\{ \\[native code\\] \\}$/.test(Function.prototype.toString.call(value));
      return [typeof value, value.name, value.length, own, isNative].join(' ') +
        (/^(fetch|FormData|Request|read)$/.test(value.name) ? '' : ' ' + wrong);
    };
    const shape = (owner) => Object.fromEntries(Reflect.ownKeys(owner).map((key) => {
      const { value, get, set, ...flags } = Reflect.getOwnPropertyDescriptor(owner, key);
      return [String(key), JSON.stringify(flags) + facts(get) + facts(set) +
        (typeof value === 'function' ? facts(value) : typeof value)];
    }));
    const diff = (name, mine, theirs) => {
      for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
        if (mine[key] !== theirs[key]) seen.push(name + ' ' + key);
      }
    };
    const classes = Object.getOwnPropertyNames(untouched)
      .filter((name) => typeof untouched[name]?.prototype === 'object' && typeof window[name] === 'function');
    for (const name of classes) {
      diff(name, shape(window[name].prototype), shape(untouched[name].prototype));
      const isOwn = ({ [name]: type }) => type.prototype.constructor === type;
      if (isOwn(window) !== isOwn(untouched)) seen.push(name + ' constructor');
    }
    const own = Object.getOwnPropertyNames(window)
      .filter((name) => !(name in untouched) && !/^\\d+$/.test(name));
    seen.push(...own, ...document.documentElement.attributes);
  </script>`,
  // What is on the way from a page's call to its own listener.
  '/stack': `<body><script>
    const input = document.createElement('input');
    input.type = 'file';
    input.onclick = (event) => {
      event.preventDefault();
      seen.push(new Error().stack);
    };
    input.click();
  </script>`,
  // What a page may do to the language before the first gesture.
  '/hostile': `<button id="go">choose</button><script>
    globalThis.seen = '';
    const saw = (what) => { seen += what + ' '; };
    for (const name of ['Proxy', 'Promise', 'DataTransfer', 'Event', 'MessageEvent', 'FocusEvent', 'File']) {
      window[name] = class { constructor() { saw(name); } };
    }
    for (const trap of ['get', 'set', 'apply', 'construct', 'kind', 'say', 'choose']) {
      Object.defineProperty(Object.prototype, trap, {
        __proto__: null, get() { saw('Object.prototype.' + trap); }, configurable: true,
      });
    }
    Object.defineProperty(Array.prototype, 0, { __proto__: null, set() { saw('an item'); } });
    WeakSet.prototype.has = WeakSet.prototype.add = () => saw('a set') ?? true;
    WeakMap.prototype.get = WeakMap.prototype.set = () => saw('a map');
    RegExp.prototype.exec = RegExp.prototype.test = () => saw('a pattern') ?? null;
    Function.prototype.call = Function.prototype.apply = () => saw('a call');
    Array.prototype[Symbol.iterator] = () => saw('an array');
    Array.prototype.slice = Array.prototype.push = () => saw('a part');
    go.onclick = () => {
      const input = document.createElement('input');
      input.type = 'file';
      input.onchange = () => void send('hostile', input.files[0]);
      input.click();
    };
  </script>`,
  // Takes an original by a borrowed getter, in a listener that outran the gate, and tries every exit.
  '/thief': `<body><script>${UNTOUCHED}
    globalThis.borrowed = Object.getOwnPropertyDescriptor(
      untouched.HTMLInputElement.prototype, 'files').get;
    addEventListener('load', () => setTimeout(() => {
      document.write(\`<input id="go" type="file"><script>
        addEventListener('input', (event) => {
          if (!event.isTrusted) return;
          const file = borrowed.call(event.target)[0];
          setTimeout(async () => {
            const exits = {
              fetch: () => fetch('/got?how=fetch', { method: 'POST', body: file }),
              Request: () => fetch(new Request('/got?how=Request', { method: 'POST', body: file })),
              append: () => new FormData().append('photo', file),
              set: () => new FormData().set('photo', file, 'renamed.jpg'),
              sendBeacon: () => navigator.sendBeacon('/got?how=beacon', file),
              XMLHttpRequest: () => {
                const request = new XMLHttpRequest();
                request.open('POST', '/got?how=xhr');
                request.send(file);
              },
              WebSocket: () => new WebSocket('ws://' + location.host).send(file),
              list: () => { const list = new DataTransfer(); list.items.add(file); return list.files.length; },
            };
            for (const [name, exit] of Object.entries(exits)) {
              seen.push([name, await (async () => exit())().catch((error) => error.name)]);
            }
          });
        }, true);
      <\\/script>\`);
      document.close();
    }));
  </script>`,
};

const lab = useGestureSite(PAGES);

describe('a page that compares its world with an untouched one', () => {
  it('finds two properties more, and no other difference', async () => {
    await lab.open('/compare');
    expect(await lab.tab.seen()).toEqual([
      'HTMLLabelElement dispatchEvent',
      'HTMLInputElement dispatchEvent',
      // Its own three, of the page.
      ...['seen', 'send', 'note'],
    ]);
  });
});

it('a page that reads its own stack sees a hook, and not whose it is', async () => {
  await lab.open('/stack');
  const [stack] = (await lab.tab.seen()) as string[];
  expect(stack).toContain('native:');
  expect(stack).not.toMatch(/chrome-extension|unnoticed/);
});

describe('a page that has changed the language', () => {
  it('changes nothing of ours, and sees nothing of it', async () => {
    await lab.open('/hostile');
    await lab.tab.choose('#go', lab.photos.noFace);
    await arrivesProtected(lab.site, 'hostile', lab.photos.noFace);
    expect(await lab.tab.seen()).toBe('');
  });
});

describe('a script that got hold of an original', () => {
  it('finds every exit shut, and the person is told', async () => {
    await lab.open('/thief');
    await lab.tab.page.waitForSelector('#go');
    await lab.tab.choose('#go', lab.photos.noFace);
    const seen = await until('all exits are tried', async () => {
      const all = (await lab.tab.seen()) as [string, unknown][];
      return all.length === 8 ? all : undefined;
    });
    expect(seen.slice(0, 7).map(([, result]) => result)).toEqual(
      Array.from({ length: 7 }, () => 'NotAllowedError'),
    );
    expect(seen[7]).toEqual(['list', 0]);
    await lab.tab.panel.shows(textOf('error_original_stopped'));
    expectNoOriginal(lab.site, lab.photos.noFace);
  });
});
