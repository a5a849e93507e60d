import type { Settings } from '../shared/settings';
import { askBackground } from './ask-background';
import { askToSee, askToSeeAll, maySee } from './site-permission';

interface Switched {
  readonly isPermitted: boolean;
  readonly settings: Settings;
}

/**
 * Switches `site` (a match pattern) on or off; off if the person refuses the permission. Call it in
 * the click, before anything is awaited. Rejects with an UnnoticedError if it could not be stored.
 */
export async function switchSite(site: string, on: boolean): Promise<Switched> {
  // The wish goes out before the browser's question: a popup may be closed by it, and then the
  // background registers the site by itself when the permission comes.
  const stored = askBackground('setSites', { [site]: on });
  if (!on) return { isPermitted: true, settings: await stored };
  const [, isPermitted] = await Promise.all([stored, askToSee(site)]);
  // Once more: only now the scripts can be registered, and they are before anybody is told so.
  const settings = await askBackground('setSites', { [site]: isPermitted });
  return { isPermitted, settings };
}

/**
 * Switches these sites on with one question of the browser. If the person refuses, those that were
 * permitted before are on and the others off. Call it in the click. Rejects with an UnnoticedError
 * if something could not be stored.
 */
export async function switchOnSites(sites: readonly string[]): Promise<boolean> {
  const wished = askBackground('setSites', Object.fromEntries(sites.map((site) => [site, true])));
  const [isAgreed] = await Promise.all([askToSeeAll(sites), wished]);
  const permitted = sites.map(async (site) => [site, await maySee(site)] as const);
  await askBackground('setSites', Object.fromEntries(await Promise.all(permitted)));
  return isAgreed;
}
