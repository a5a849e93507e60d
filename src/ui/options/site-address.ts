import { sitePatternOf } from '../../shared/settings';

/** Plain http is for trying things on one's own computer. */
const OWN_COMPUTER = ['127.0.0.1', 'localhost'];

/**
 * The site that a person typed: an address, or a name such as `mastodon.social`. Undefined when it
 * is none, or one whose photos would travel in the open.
 */
export function siteOfAddress(typed: string): string | undefined {
  const text = typed.trim();
  const address = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const site = sitePatternOf(address);
  if (site === undefined) return undefined;
  const { protocol, hostname } = new URL(address);
  const isSafe = protocol === 'https:' || OWN_COMPUTER.includes(hostname);
  // A word without a dot is no site that others can reach.
  const isSite = hostname.includes('.') || OWN_COMPUTER.includes(hostname);
  return isSafe && isSite ? site : undefined;
}
