import { browser } from '../shared/browser';

/** Whether the browser lets us run on `site` (a match pattern). */
export function maySee(site: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [site] });
}

/**
 * Asks the person, through the browser. Call it in a click and before anything is awaited: later,
 * the browser refuses to show its question.
 */
export function askToSee(site: string): Promise<boolean> {
  return browser.permissions.request({ origins: [site] });
}

/** The same for several sites, with one question. */
export function askToSeeAll(sites: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...sites] });
}

/** The site as a person reads it: `https://x.com/*` is x.com. */
export function siteName(site: string): string {
  return site.replace(/^https:\/\//, '').replace(/\/\*$/, '');
}

/** The same in a list: `https://www.instagram.com/*` is instagram.com. */
export function shortSiteName(site: string): string {
  return siteName(site).replace(/^www\./, '');
}
