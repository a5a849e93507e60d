import type { ComparisonOwner } from '../shared/comparison';
import type { EngineReady } from '../shared/messages';
import { UnnoticedError } from '../shared/errors';
import type { Sender } from '../shared/sender';
import { isNull } from '../shared/serve';
import type { Handlers } from '../shared/serve';
import { isSettingsChange, isSites, pagePolicyOf } from '../shared/settings';
import type { Settings } from '../shared/settings';
import { isGestureEnded, isOpenComparison, isRemoveSite, isTabNotes } from './request-guards';
import type { SettingsStore } from './settings-store';
import type { TabNotes } from './tab-notes';

/** What the background's methods work with. */
export interface BackgroundParts {
  readonly engine: { ensure(): Promise<EngineReady>; announce(): void };
  readonly settings: SettingsStore;
  readonly sites: { reconcile(): Promise<void> };
  readonly notes: TabNotes;
  /** Gives the browser's permission for a site back; resolves when it would not take it too. */
  givePermissionBack(site: string): Promise<unknown>;
  /** Marks the open tabs that follow the site's switch only when they are loaded again. */
  markTabs(site: string, on: boolean): Promise<void>;
  /** Shows the comparison in a tab beside its own; rejects with `not-kept` when there is none. */
  openComparison(owner: ComparisonOwner): Promise<unknown>;
  /** Has a host that runs make its engine ready. */
  warmHost(): Promise<unknown>;
  /** Tells a host that runs what the settings are now. */
  configureHost(): Promise<unknown>;
}

/** Every method of the background: who may call it, what it takes, what it does. */
export function backgroundHandlers(parts: BackgroundParts): Handlers<'background'> {
  const { engine, settings, sites, notes } = parts;
  const reconciled = async (changed: Settings): Promise<Settings> => {
    await sites.reconcile();
    return changed;
  };
  return {
    ensureEngine: {
      from: ['extension-page', 'content-script'],
      accepts: isNull,
      run: () => engine.ensure(),
    },
    warmEngine: {
      from: ['content-script'],
      accepts: isNull,
      run: async () => {
        await engine.ensure();
        await parts.warmHost();
        return null;
      },
    },
    engineStarted: {
      from: ['extension-page'],
      accepts: isNull,
      run: () => {
        engine.announce();
        return null;
      },
    },
    pagePolicy: {
      from: ['content-script'],
      accepts: isNull,
      run: async () => pagePolicyOf(await settings.read()),
    },
    gestureEnded: {
      from: ['content-script'],
      accepts: isGestureEnded,
      run: async ({ photos }, sender) => {
        await notes.add(tabIdOf(sender), photos);
        return null;
      },
    },
    tabNotes: {
      from: ['extension-page'],
      accepts: isTabNotes,
      run: ({ tabId }) => notes.read(tabId),
    },
    readSettings: {
      from: ['extension-page'],
      accepts: isNull,
      run: () => settings.read(),
    },
    changeSettings: {
      from: ['extension-page'],
      accepts: isSettingsChange,
      run: async (change) => {
        const changed = await settings.change(change);
        await parts.configureHost();
        return changed;
      },
    },
    redrawDecoy: {
      from: ['extension-page'],
      accepts: isNull,
      run: async () => {
        const changed = await settings.redrawDecoy();
        await parts.configureHost();
        return changed;
      },
    },
    setSites: {
      from: ['extension-page'],
      accepts: isSites,
      run: async (switches) => {
        const changed = await reconciled(await settings.setSites(switches));
        await Promise.all(Object.entries(switches).map(([site, on]) => parts.markTabs(site, on)));
        return changed;
      },
    },
    removeSite: {
      from: ['extension-page'],
      accepts: isRemoveSite,
      run: async ({ site }) => {
        const changed = await reconciled(await settings.removeSite(site));
        await parts.markTabs(site, false);
        await parts.givePermissionBack(site);
        return changed;
      },
    },
    openComparison: {
      from: ['content-script', 'extension-page'],
      accepts: isOpenComparison,
      run: async ({ jobId }, sender) => {
        await parts.openComparison({ jobId, tabId: tabIdOf(sender) });
        return null;
      },
    },
  };
}

function tabIdOf({ tab }: Sender): number {
  if (tab?.id !== undefined) return tab.id;
  throw new UnnoticedError('bad-request', 'This is asked from a tab');
}
