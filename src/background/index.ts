import { call } from '../shared/call';
import { runtimeTransport } from '../shared/runtime-transport';
import { serve } from '../shared/serve';
import { dropComparisons, openComparison } from './compare-tab';
import { EngineStarter } from './ensure-engine';
import { backgroundHandlers } from './handlers';
import { HostSettings } from './host-settings';
import { keepSites } from './keep-sites';
import {
  closeOffscreenDocument as close,
  createOffscreenDocument as create,
  hasOffscreenDocument as exists,
} from './offscreen-document';
import { markTabs } from './mark-tabs';
import { registeredScripts } from './registered-scripts';
import { SettingsStore } from './settings-store';
import { SiteRegistrar } from './site-registrar';
import { documentOf, showCount } from './tab';
import { TabNotes } from './tab-notes';

const transport = runtimeTransport();
const settings = new SettingsStore(chrome.storage.local);
const hostSettings = new HostSettings(transport, settings);
const sites = new SiteRegistrar(registeredScripts(settings));
const notes = new TabNotes(chrome.storage.session, { documentOf, showCount });
const engine = new EngineStarter({
  exists,
  create,
  close,
  askReady: (probe) => call(transport, 'offscreen', 'ready', { probe }),
  configure: () => hostSettings.send(),
});

serve(
  transport,
  'background',
  backgroundHandlers({
    engine,
    settings,
    sites,
    notes,
    // The browser refuses for a host that the manifest itself requires.
    givePermissionBack: (site) =>
      chrome.permissions.remove({ origins: [site] }).catch(() => undefined),
    markTabs,
    openComparison: (owner) => openComparison(transport, owner),
    warmHost: () => call(transport, 'offscreen', 'warm', null),
    configureHost: () => hostSettings.sendIfThere(),
  }),
);

// Content scripts run beside a page: what is stored is none of their business.
for (const area of [chrome.storage.local, chrome.storage.session]) {
  void area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}

keepSites(sites, settings);
chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void chrome.tabs.create({ url: 'ui/first-run/first-run.html' });
});

chrome.tabs.onRemoved.addListener((tabId) => {
  void Promise.all([notes.drop(tabId), dropComparisons(transport, tabId)]);
});
