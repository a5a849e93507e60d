import { call } from '../shared/call';
import { OneAtATime } from '../shared/one-at-a-time';
import { engineSettingsOf } from '../shared/settings';
import type { Transport } from '../shared/transport';
import { within } from '../shared/within';
import type { SettingsStore } from './settings-store';

const ANSWER_MS = 10_000;

/** Tells the engine host the settings, in the order of their changes. */
export class HostSettings {
  readonly #transport: Transport;
  readonly #settings: SettingsStore;
  /** Read and sent in one go: an older reading never overtakes a newer one. */
  readonly #sends = new OneAtATime();

  constructor(transport: Transport, settings: SettingsStore) {
    this.#transport = transport;
    this.#settings = settings;
  }

  send(): Promise<unknown> {
    return this.#sends.run(async () => {
      const settings = engineSettingsOf(await this.#settings.read());
      await within(ANSWER_MS, call(this.#transport, 'offscreen', 'configure', settings));
    });
  }

  /** For a host that may not be there: the next one is told before it is used. */
  async sendIfThere(): Promise<void> {
    await this.send().catch(() => undefined);
  }
}
