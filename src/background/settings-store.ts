import { drawSeed } from '../shared/draw-seed';
import { readStoredSettings } from '../shared/settings';
import type { Settings, SettingsChange } from '../shared/settings';
import { OneAtATime } from '../shared/one-at-a-time';
import type { StoredValues } from './stored-values';

const KEY = 'settings';

/**
 * The settings, stored whole under one key. Nothing of them is kept here: the background may be
 * stopped at any time, and a private window's background writes to the same place.
 */
export class SettingsStore {
  readonly #stored: StoredValues;
  /** A change reads, changes and writes: two at once would undo each other. */
  readonly #writes = new OneAtATime();

  constructor(stored: StoredValues) {
    this.#stored = stored;
  }

  /** Everything, with the seed of the fixed decoy: drawn and stored when it is read first. */
  async read(): Promise<Settings> {
    const settings = await this.#readStored();
    return settings.decoySeed === null ? this.#update(withDecoy) : settings;
  }

  /** Another fixed decoy. */
  redrawDecoy(): Promise<Settings> {
    return this.#update((settings) => ({ ...settings, decoySeed: drawSeed() }));
  }

  change(change: SettingsChange): Promise<Settings> {
    return this.#update((settings) => ({ ...settings, ...change }));
  }

  setSites(switches: Settings['sites']): Promise<Settings> {
    return this.#update((settings) => ({ ...settings, sites: { ...settings.sites, ...switches } }));
  }

  removeSite(site: string): Promise<Settings> {
    return this.#update((settings) => {
      const others = Object.entries(settings.sites).filter(([name]) => name !== site);
      return { ...settings, sites: Object.fromEntries(others) };
    });
  }

  #update(change: (settings: Settings) => Settings): Promise<Settings> {
    return this.#writes.run(async () => {
      const changed = withDecoy(change(await this.#readStored()));
      await this.#stored.set({ [KEY]: changed });
      return changed;
    });
  }

  async #readStored(): Promise<Settings> {
    return readStoredSettings((await this.#stored.get(KEY))[KEY]);
  }
}

/** Whoever read at the same time may have drawn one already: that one stays. */
function withDecoy(settings: Settings): Settings {
  return settings.decoySeed === null ? { ...settings, decoySeed: drawSeed() } : settings;
}
