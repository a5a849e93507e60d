import { errorOf } from '../shared/error-of';
import { OneAtATime } from '../shared/one-at-a-time';
import type { Settings } from '../shared/settings';
import { difference, registrationsOf } from './site-registrations';
import type { Registered, Registration } from './site-registrations';

/** What registering needs from the browser. */
export interface RegistrationDoor {
  readSites(): Promise<Settings['sites']>;
  isPermitted(site: string): Promise<boolean>;
  registered(): Promise<readonly Registered[]>;
  register(scripts: readonly Registration[]): Promise<void>;
  unregister(ids: readonly string[]): Promise<void>;
}

/** A private window's background reconciles too; whoever loses a race looks again. */
const ATTEMPTS = 3;

/** Keeps the registered scripts in agreement with the sites that are on and permitted. */
export class SiteRegistrar {
  readonly #door: RegistrationDoor;
  readonly #runs = new OneAtATime();
  #next: Promise<void> | undefined;

  constructor(door: RegistrationDoor) {
    this.#door = door;
  }

  /**
   * Resolves once the registrations agree with what was stored and permitted at this call. A run
   * that has begun may have read the sites already; all who ask meanwhile share the one after it.
   */
  reconcile(): Promise<void> {
    this.#next ??= this.#runs.run(() => {
      this.#next = undefined;
      return this.#reconcile();
    });
    return this.#next;
  }

  async #reconcile(): Promise<void> {
    let failure = new Error('The sites keep changing');
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        if (await this.#agrees()) return;
      } catch (error) {
        failure = errorOf(error);
      }
    }
    if (!(await this.#agrees())) throw failure;
  }

  /** Whether nothing was left to do; what was, is done. */
  async #agrees(): Promise<boolean> {
    const wanted = (await this.#permittedSites()).flatMap(registrationsOf);
    const { register, unregister } = difference(wanted, await this.#door.registered());
    if (unregister.length > 0) await this.#door.unregister(unregister);
    if (register.length > 0) await this.#door.register(register);
    return register.length === 0 && unregister.length === 0;
  }

  async #permittedSites(): Promise<string[]> {
    const sites = Object.entries(await this.#door.readSites());
    const on = sites.filter(([, isOn]) => isOn).map(([site]) => site);
    const permitted = await Promise.all(on.map((site) => this.#door.isPermitted(site)));
    return on.filter((_, index) => permitted[index]);
  }
}
