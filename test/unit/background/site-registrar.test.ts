import { describe, expect, it } from 'vitest';
import { SiteRegistrar } from '../../../src/background/site-registrar';
import type { RegistrationDoor } from '../../../src/background/site-registrar';
import type { Registration } from '../../../src/background/site-registrations';

const X = 'https://x.com/*';
const Y = 'https://y.example/*';
const later = () => new Promise((resolve) => setImmediate(resolve));

/** A browser that registers as Chromium does: all or nothing, and no id twice. */
function fakeBrowser(change: Partial<RegistrationDoor> = {}) {
  const scripts = new Map<string, Registration>();
  const sites = new Map<string, boolean>();
  const permitted = new Set<string>();
  const log: string[] = [];
  const door: RegistrationDoor = {
    readSites: async () => {
      const read = Object.fromEntries(sites);
      await later();
      return read;
    },
    isPermitted: (site) => Promise.resolve(permitted.has(site)),
    registered: async () => {
      const there = [...scripts.values()];
      await later();
      return there;
    },
    register: async (added) => {
      await later();
      log.push(`+${added.length}`);
      if (added.some(({ id }) => scripts.has(id))) throw new Error('Duplicate script ID');
      added.forEach((script) => scripts.set(script.id, script));
    },
    unregister: async (ids) => {
      await later();
      log.push(`-${ids.length}`);
      if (ids.some((id) => !scripts.has(id))) throw new Error('Nonexistent script ID');
      ids.forEach((id) => scripts.delete(id));
    },
    ...change,
  };
  return { door, sites, permitted, scripts, log, ids: () => [...scripts.keys()].sort() };
}

describe('SiteRegistrar', () => {
  it('registers the sites that are on and permitted, no others', async () => {
    const browser = fakeBrowser();
    browser.sites.set(X, true).set(Y, true).set('https://z.example/*', false);
    browser.permitted.add(X).add('https://z.example/*');
    await new SiteRegistrar(browser.door).reconcile();
    expect(browser.ids()).toEqual([`gate:${X}`, `page:${X}`]);
  });

  it('takes out what was switched off or is not permitted any more', async () => {
    const browser = fakeBrowser();
    browser.sites.set(X, true).set(Y, true);
    browser.permitted.add(X).add(Y);
    const registrar = new SiteRegistrar(browser.door);
    await registrar.reconcile();
    browser.sites.set(X, false);
    browser.permitted.delete(Y);
    await registrar.reconcile();
    expect(browser.ids()).toEqual([]);
    expect(browser.log).toEqual(['+4', '-4']);
  });

  it('runs once for all who ask at once, and once more for those who ask meanwhile', async () => {
    const browser = fakeBrowser();
    browser.permitted.add(X);
    const registrar = new SiteRegistrar(browser.door);
    const first = registrar.reconcile();
    await later();
    browser.sites.set(X, true);
    const second = registrar.reconcile();
    expect(registrar.reconcile()).toBe(second);
    await first;
    expect(browser.ids()).toEqual([]);
    await second;
    expect(browser.ids()).toEqual([`gate:${X}`, `page:${X}`]);
  });

  it('comes to terms with another background that does the same at the same time', async () => {
    const browser = fakeBrowser();
    browser.sites.set(X, true).set(Y, true);
    browser.permitted.add(X).add(Y);
    await Promise.all([
      new SiteRegistrar(browser.door).reconcile(),
      new SiteRegistrar(browser.door).reconcile(),
    ]);
    expect(browser.ids()).toHaveLength(4);
    expect(browser.log).toEqual(['+4', '+4']);
  });

  it('says so when a site cannot be registered, and tries again the next time', async () => {
    let isBroken = true;
    const whole = fakeBrowser();
    const registrar = new SiteRegistrar({
      ...whole.door,
      register: (scripts) =>
        isBroken ? Promise.reject(new Error('No')) : whole.door.register(scripts),
    });
    whole.sites.set(X, true);
    whole.permitted.add(X);
    await expect(registrar.reconcile()).rejects.toThrow('No');
    isBroken = false;
    await registrar.reconcile();
    expect(whole.ids()).toHaveLength(2);
  });
});
