import { browser } from '../shared/browser';
import { needsReload } from '../shared/has-gate';

/**
 * The open tabs of a site, which is `on`, that follow its switch only when they are loaded again;
 * none without its permission.
 */
export async function tabsToReload(site: string, on: boolean): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: site });
  const ids = tabs.flatMap(({ id }) => id ?? []);
  const isLate = await Promise.all(ids.map((id) => needsReload(id, on)));
  return ids.filter((_, index) => isLate[index]);
}
