/**
 * The sites that are offered at first run and in the options, as match patterns of the addresses at
 * which people post. Offered only: each is off until a person switches it on and the browser agrees.
 */
export const KNOWN_SITES: readonly string[] = [
  'x.com',
  'www.instagram.com',
  'www.facebook.com',
  'www.threads.com',
  'www.reddit.com',
  'www.linkedin.com',
  'www.tumblr.com',
  'www.pinterest.com',
  'www.flickr.com',
  'bsky.app',
  'mastodon.social',
  'misskey.io',
  'pixelfed.social',
  'discord.com',
  'web.whatsapp.com',
  'web.telegram.org',
  'vk.com',
  'weibo.com',
].map((host) => `https://${host}/*`);
