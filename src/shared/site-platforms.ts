import type { PlatformId } from './platforms';
import { PLATFORM_IDS } from './platforms';

/** What a site does to a photo, and how that is known. */
export interface SitePlatform {
  /** Several where either may be met. `unknown`: nobody outside knows, so every platform counts. */
  readonly platforms: readonly PlatformId[] | 'unknown';
  /** What is read in a source, and where. */
  readonly read: string;
  readonly assumed: string;
}

const CLOSED = 'every platform';

/** By host: each of KNOWN_SITES (known-sites.ts) has its entry. */
export const SITE_PLATFORMS: Readonly<Record<string, SitePlatform>> = {
  'x.com': {
    platforms: 'unknown',
    read: 'no source; analyses of 2019 to 2022: JPEG kept as it is, 4096 px a side',
    assumed: CLOSED,
  },
  'www.instagram.com': {
    platforms: ['jpeg-80-1080'],
    read: 'no source; measured from outside: 5120 px become 1080 px',
    assumed: 'JPEG of quality 80 for the longest side',
  },
  'www.facebook.com': {
    platforms: 'unknown',
    read: 'no source; measured from outside: 5120 px become 1920 px, quality about 85',
    assumed: CLOSED,
  },
  'www.threads.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
  'www.reddit.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
  'www.linkedin.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
  'www.tumblr.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
  'www.pinterest.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
  'www.flickr.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
  'bsky.app': {
    platforms: ['jpeg-1mb-2000'],
    read: 'its client, state/gallery.ts: what is stored',
    assumed: 'the smaller versions that its feeds show do no more harm',
  },
  'mastodon.social': {
    platforms: ['jpeg-90-8mp'],
    read: 'its server, media_attachment.rb',
    assumed: 'this server runs what is published; other servers may be older and smaller',
  },
  'misskey.io': {
    platforms: ['webp-85-2048'],
    read: 'its server, ImageProcessingService.ts',
    assumed: 'the person does not choose one of the smaller sizes of its client',
  },
  'pixelfed.social': {
    platforms: ['jpeg-80-1080'],
    read: 'its server, Image.php: the sizes',
    assumed: 'the default quality, 80',
  },
  'discord.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
  'web.whatsapp.com': {
    platforms: 'unknown',
    read: 'nothing of sizes or quality: the page encodes and then encrypts',
    assumed: CLOSED,
  },
  'web.telegram.org': {
    platforms: ['jpeg-92-1280', 'jpeg-90-2560'],
    read: 'both of its clients: A 1280 px, K 2560 px; which one runs is not told by the host',
    assumed: 'nothing after the upload',
  },
  'vk.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
  'weibo.com': { platforms: 'unknown', read: 'nothing', assumed: CLOSED },
};

/**
 * What a photo has to hold after when it goes to a page of this origin: what the site does, or every
 * platform, the hardest first, for a site that is not known, one that a person added, and no site.
 */
export function platformsOfOrigin(origin: string | undefined): readonly PlatformId[] {
  const host = origin?.startsWith('https://') === true ? origin.slice('https://'.length) : '';
  return platformsOfHost(host);
}

/** The same by the host's name alone. */
export function platformsOfHost(host: string): readonly PlatformId[] {
  const known = Object.hasOwn(SITE_PLATFORMS, host) ? SITE_PLATFORMS[host] : undefined;
  return known === undefined || known.platforms === 'unknown' ? PLATFORM_IDS : known.platforms;
}
