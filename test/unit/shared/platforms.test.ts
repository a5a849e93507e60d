import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KNOWN_SITES } from '../../../src/shared/known-sites';
import { PLATFORM_IDS, PLATFORMS } from '../../../src/shared/platforms';
import {
  platformsOfHost,
  platformsOfOrigin,
  SITE_PLATFORMS,
} from '../../../src/shared/site-platforms';

const hosts = KNOWN_SITES.map((pattern) => new URL(pattern.replace('*', '')).host);

describe('the platforms', () => {
  it('are six, each with its source and what is assumed of it', () => {
    expect(PLATFORM_IDS).toHaveLength(6);
    expect(Object.keys(PLATFORMS).sort()).toEqual([...PLATFORM_IDS].sort());
    expect(new Set(Object.values(PLATFORMS).map(({ name }) => name)).size).toBe(6);
    for (const { source, assumed } of Object.values(PLATFORMS)) {
      expect([source, assumed]).not.toContain('');
    }
  });

  it('do what their sources say', () => {
    expect(PLATFORM_IDS.map((id) => PLATFORMS[id].does)).toEqual([
      { format: 'jpeg', quality: 80, longest: 1080 },
      { format: 'webp', quality: 85, longest: 2048 },
      { format: 'jpeg', quality: 92, longest: 1280 },
      { format: 'jpeg', quality: 100, longest: 2000, mostBytes: 1_000_000 },
      { format: 'jpeg', quality: 90, longest: 2560 },
      { format: 'jpeg', quality: 90, mostPixels: 3840 * 2160 },
    ]);
  });
});

it('the form of the report names the same platforms', () => {
  const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as {
    definitions: { platform: { enum: string[] } };
  };
  expect(schema.definitions.platform.enum).toEqual(PLATFORM_IDS);
});

describe('a site', () => {
  it('that is known has an entry, which says what is read and what is assumed', () => {
    expect(Object.keys(SITE_PLATFORMS).sort()).toEqual([...hosts].sort());
    for (const { platforms, read, assumed } of Object.values(SITE_PLATFORMS)) {
      // In the order of the list: the hardest first.
      const inOrder = PLATFORM_IDS.filter((id) => platforms.includes(id));
      if (platforms !== 'unknown') expect(platforms).toEqual(inOrder);
      expect(platforms).not.toEqual([]);
      expect([read, assumed]).not.toContain('');
    }
  });

  it.each([
    ['https://www.instagram.com', 'jpeg-80-1080'],
    ['https://pixelfed.social', 'jpeg-80-1080'],
    ['https://bsky.app', 'jpeg-1mb-2000'],
    ['https://misskey.io', 'webp-85-2048'],
    // Two clients of one address.
    ['https://web.telegram.org', 'jpeg-92-1280', 'jpeg-90-2560'],
    ['https://mastodon.social', 'jpeg-90-8mp'],
  ])('at %s has %s', (origin, ...platforms) => {
    expect(platformsOfOrigin(origin)).toEqual(platforms);
  });

  it.each([
    'https://x.com',
    'https://www.facebook.com',
    'https://www.threads.com',
    'https://www.reddit.com',
    'https://www.linkedin.com',
    'https://discord.com',
    // Of a person's own, or not quite one that is known.
    'https://social.example',
    'https://instagram.com',
    'https://www.instagram.com.evil.example',
    'https://www.instagram.com:8443',
    'http://www.instagram.com',
    'https://constructor',
    'chrome-extension://ours',
    'null',
    undefined,
  ])('at %s has every platform, the hardest first', (origin) => {
    expect(platformsOfOrigin(origin)).toEqual(PLATFORM_IDS);
  });

  it('is the same by its host alone', () => {
    expect(platformsOfHost('bsky.app')).toEqual(['jpeg-1mb-2000']);
    expect(platformsOfHost('toString')).toEqual(PLATFORM_IDS);
  });
});
