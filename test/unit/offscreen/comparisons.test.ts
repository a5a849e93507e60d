import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Comparisons } from '../../../src/offscreen/page/comparisons';
import { serveComparison } from '../../../src/offscreen/page/serve-comparison';
import { comparePortName } from '../../../src/shared/comparison';
import type { Comparison, ComparisonOwner } from '../../../src/shared/comparison';
import type { Sender } from '../../../src/shared/sender';
import { SELF, STAMPS } from '../../support/extension-messages';
import { report } from '../../support/job-port';

const PAGE_TAB = 7;
const COMPARE_TAB = 8;
const comparePage: Sender = {
  ...STAMPS.studio,
  url: `${SELF.origin}/ui/compare/compare.html`,
  tab: { id: COMPARE_TAB },
};

function job(number: number, tabId = PAGE_TAB): ComparisonOwner {
  return { jobId: `0f0e0d0c-1111-4222-8333-44445555${String(number).padStart(4, '0')}`, tabId };
}

function pictures(name = 'a.jpg'): Comparison {
  return { name, before: new Blob(['before']), after: new Blob(['after']), report, terms: {} };
}

function tokenOf(comparisons: Comparisons, owner: ComparisonOwner): string {
  const place = comparisons.offer(owner);
  if (!('token' in place)) throw new Error('It is open somewhere');
  return place.token;
}

/** A port to the host with that token, from that sender. */
function fetchWith(comparisons: Comparisons, token: string, sender = comparePage) {
  const got: Comparison[] = [];
  let isDisconnected = false;
  let onGone: () => void = () => undefined;
  const port = {
    name: comparePortName(token),
    sender,
    postMessage: (message: Comparison) => void got.push(message),
    disconnect: () => void (isDisconnected = true),
    onDisconnect: { addListener: (listener: () => void) => (onGone = listener) },
  };
  serveComparison(port, SELF, comparisons);
  return {
    got,
    isDisconnected,
    closeTab: () => {
      onGone();
    },
  };
}

describe('the pictures of a finished photo', () => {
  it('are given once, to the compare page that brings the token', () => {
    const comparisons = new Comparisons();
    const kept = pictures();
    comparisons.keep(job(1), kept);
    const token = tokenOf(comparisons, job(1));
    expect(token).toMatch(/^[0-9a-f-]{36}$/);
    expect(fetchWith(comparisons, token).got).toEqual([kept]);
    expect(fetchWith(comparisons, token)).toMatchObject({ got: [], isDisconnected: true });
  });

  it.each([
    ['a content script', STAMPS.contentScript],
    ['another page of ours', { ...STAMPS.studio, tab: { id: COMPARE_TAB } }],
    ['another extension', { ...STAMPS.foreign, url: comparePage.url, tab: { id: COMPARE_TAB } }],
    ['our page outside of a tab', { ...comparePage, tab: undefined }],
    [
      'a page of that path elsewhere',
      {
        ...comparePage,
        url: 'https://x.example/ui/compare/compare.html',
        origin: 'https://x.example',
      },
    ],
  ])('are not given to %s, and still to the compare page', (_, sender) => {
    const comparisons = new Comparisons();
    comparisons.keep(job(1), pictures());
    const token = tokenOf(comparisons, job(1));
    expect(fetchWith(comparisons, token, sender)).toMatchObject({ got: [], isDisconnected: true });
    expect(fetchWith(comparisons, token).got).toHaveLength(1);
  });

  it('are not offered to another tab, nor for a job that was not there', () => {
    const comparisons = new Comparisons();
    comparisons.keep(job(1), pictures());
    expect(() => comparisons.offer(job(1, PAGE_TAB + 1))).toThrow('not kept');
    expect(() => comparisons.offer(job(2))).toThrow('not kept');
  });

  it('have one token that works: the last', () => {
    const comparisons = new Comparisons();
    comparisons.keep(job(1), pictures());
    const first = tokenOf(comparisons, job(1));
    const second = tokenOf(comparisons, job(1));
    expect(second).not.toBe(first);
    expect(fetchWith(comparisons, first).got).toEqual([]);
    expect(fetchWith(comparisons, second).got).toHaveLength(1);
  });

  it('are in the compare tab from then on, and gone when it is closed', () => {
    const comparisons = new Comparisons();
    comparisons.keep(job(1), pictures());
    const tab = fetchWith(comparisons, tokenOf(comparisons, job(1)));
    expect(comparisons.offer(job(1))).toEqual({ tabId: COMPARE_TAB });
    tab.closeTab();
    expect(() => comparisons.offer(job(1))).toThrow('not kept');
  });

  it('go with the tab in which the photo was chosen, whatever token is out', () => {
    const comparisons = new Comparisons();
    comparisons.keep(job(1), pictures());
    comparisons.keep(job(2, PAGE_TAB + 1), pictures());
    const token = tokenOf(comparisons, job(1));
    comparisons.dropOf(PAGE_TAB);
    expect(fetchWith(comparisons, token).got).toEqual([]);
    expect(fetchWith(comparisons, tokenOf(comparisons, job(2, PAGE_TAB + 1))).got).toHaveLength(1);
  });

  it('make room for newer ones: eight photos are kept', () => {
    const comparisons = new Comparisons();
    for (let i = 1; i <= 9; i++) comparisons.keep(job(i), pictures());
    expect(() => comparisons.offer(job(1))).toThrow('not kept');
    expect(comparisons.offer(job(2))).toHaveProperty('token');
    expect(comparisons.offer(job(9))).toHaveProperty('token');
  });
});

describe('the time limit', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ends what nobody opened after five minutes, its token too', () => {
    const comparisons = new Comparisons();
    comparisons.keep(job(1), pictures());
    const token = tokenOf(comparisons, job(1));
    vi.advanceTimersByTime(299_000);
    expect(comparisons.offer(job(1))).toHaveProperty('token');
    vi.advanceTimersByTime(1_000);
    expect(() => comparisons.offer(job(1))).toThrow('not kept');
    expect(fetchWith(comparisons, token).got).toEqual([]);
  });

  it('is no matter to a comparison that is open', () => {
    const comparisons = new Comparisons();
    comparisons.keep(job(1), pictures());
    fetchWith(comparisons, tokenOf(comparisons, job(1)));
    vi.advanceTimersByTime(600_000);
    expect(comparisons.offer(job(1))).toEqual({ tabId: COMPARE_TAB });
  });
});
