import { markTabs } from './mark-tabs';
import type { SettingsStore } from './settings-store';
import type { SiteRegistrar } from './site-registrar';

/**
 * Keeps the switched-on sites registered, whatever happens without us: an update unregisters the
 * scripts, and permissions come and go. A page that was loaded before its scripts were there again
 * has none, or those of the version before: its tab is marked. Call it at once, for events are lost
 * on a background that listens later.
 */
export function keepSites(sites: SiteRegistrar, settings: SettingsStore): void {
  const reconcile = async (): Promise<void> => {
    await sites.reconcile().catch((error: unknown) => {
      console.error('The sites could not be registered', error);
    });
  };
  const reconcileAndMark = async (isMeant: (site: string) => boolean): Promise<void> => {
    await reconcile();
    const { sites: switches } = await settings.read();
    const on = Object.keys(switches).filter((site) => switches[site] === true && isMeant(site));
    for (const site of on) await markTabs(site, true);
  };
  void reconcile();
  chrome.runtime.onInstalled.addListener(() => {
    void reconcileAndMark(() => true);
  });
  chrome.runtime.onStartup.addListener(() => {
    void reconcileAndMark(() => true);
  });
  // The popup in which a site was switched on may be gone before the person has agreed.
  chrome.permissions.onAdded.addListener(({ origins = [] }) => {
    void reconcileAndMark((site) => origins.includes(site));
  });
  chrome.permissions.onRemoved.addListener(() => {
    void reconcile();
  });
}
