import { describe, expect, it } from 'vitest';
import type { JobEnd } from '../../../src/offscreen/page/engine-host';
import { ResultCache } from '../../../src/offscreen/page/result-cache';
import type { PhotoReport } from '../../../src/shared/report';

const report = { outcome: 'protected' } as PhotoReport;
const done = (size: number): JobEnd => ({ type: 'done', bytes: new Uint8Array(size), report });
const held = (cache: ResultCache, ...keys: readonly string[]) =>
  keys.filter((key) => cache.find(key) !== undefined);

describe('ResultCache', () => {
  it('gives back what was done, marked as such', () => {
    const cache = new ResultCache();
    cache.keep('a', done(3));
    expect(cache.find('a')).toEqual({ ...done(3), report: { ...report, cached: true } });
    expect(cache.find('b')).toBeUndefined();
  });

  it('keeps no failure', () => {
    const cache = new ResultCache();
    cache.keep('a', { type: 'failed', code: 'timeout', message: 'Too long', report });
    expect(cache.find('a')).toBeUndefined();
  });

  it('holds no more bytes than it may; the one used longest ago makes room', () => {
    const cache = new ResultCache({ bytes: 100, entries: 10 });
    cache.keep('a', done(40));
    cache.keep('b', done(40));
    cache.find('a');
    cache.keep('c', done(40));
    expect(held(cache, 'a', 'b', 'c')).toEqual(['a', 'c']);
    cache.keep('d', done(100));
    expect(held(cache, 'a', 'c', 'd')).toEqual(['d']);
    cache.keep('e', done(101));
    expect(held(cache, 'd', 'e')).toEqual(['d']);
  });

  it('holds no more results than it may', () => {
    const cache = new ResultCache({ bytes: 100, entries: 2 });
    for (const key of ['a', 'b', 'c']) cache.keep(key, done(1));
    expect(held(cache, 'a', 'b', 'c')).toEqual(['b', 'c']);
  });

  it('counts a result once that is kept again', () => {
    const cache = new ResultCache({ bytes: 100, entries: 10 });
    for (let again = 0; again < 3; again += 1) cache.keep('a', done(60));
    cache.keep('b', done(40));
    expect(held(cache, 'a', 'b')).toEqual(['a', 'b']);
  });
});
