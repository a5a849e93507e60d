import { describe, expect, it } from 'vitest';
import { difference, registrationsOf } from '../../../src/background/site-registrations';

const X = registrationsOf('https://x.com/*');
const Y = registrationsOf('https://y.example/*');
const ids = (scripts: typeof X) => scripts.map(({ id }) => id);

describe('registrationsOf', () => {
  it('is the gate and its hands in the page, from the first moment, in every frame', () => {
    const everywhere = {
      matches: ['https://x.com/*'],
      runAt: 'document_start',
      allFrames: true,
      matchOriginAsFallback: true,
      persistAcrossSessions: true,
    };
    expect(X).toEqual([
      { id: 'gate:https://x.com/*', js: ['content/gate.js'], world: 'ISOLATED', ...everywhere },
      { id: 'page:https://x.com/*', js: ['content/page-world.js'], world: 'MAIN', ...everywhere },
    ]);
  });
});

describe('difference', () => {
  it('is nothing where all is as wanted, whatever else the browser says of it', () => {
    const there = X.map((script) => ({ ...script, excludeMatches: [] }));
    expect(difference(X, there)).toEqual({ register: [], unregister: [] });
  });

  it('registers what is missing and takes out what is no more wanted', () => {
    expect(difference([...X, ...Y], Y)).toEqual({ register: X, unregister: [] });
    expect(difference(Y, [...X, ...Y])).toEqual({ register: [], unregister: ids(X) });
  });

  it('puts the missing half of a site back', () => {
    expect(difference(X, X.slice(0, 1))).toEqual({ register: X.slice(1), unregister: [] });
  });

  it('renews a script that is there in another form', () => {
    const there = [
      ...X.slice(0, 1),
      ...X.slice(1).map((script) => ({ ...script, allFrames: false })),
    ];
    expect(difference(X, there)).toEqual({ register: X.slice(1), unregister: ids(X.slice(1)) });
  });
});
