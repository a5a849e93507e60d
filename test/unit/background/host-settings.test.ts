import { describe, expect, it } from 'vitest';
import { HostSettings } from '../../../src/background/host-settings';
import { SettingsStore } from '../../../src/background/settings-store';
import { DEFAULT_SETTINGS, isEngineSettings, isSettingsChange } from '../../../src/shared/settings';
import type { EngineSettings } from '../../../src/shared/settings';
import { arrayTransport, STAMPS } from '../../support/extension-messages';
import { mapStorage } from '../../support/stored-values';

/** A host that notes what it is told. */
function host() {
  const told: EngineSettings[] = [];
  const transport = arrayTransport(STAMPS.background);
  transport.listen(async (message) => {
    const { request } = message as { request: EngineSettings };
    told.push(request);
    return await Promise.resolve({ ok: true, value: null });
  });
  return { transport, told };
}

describe('HostSettings', () => {
  it('tells the host what concerns it, and nothing of the sites', async () => {
    const { transport, told } = host();
    const settings = new SettingsStore(mapStorage());
    await settings.setSites({ 'https://x.com/*': true });
    await new HostSettings(transport, settings).send();
    expect(told).toEqual([
      {
        mode: 'nontargeted',
        target: 'new-decoy',
        decoySeed: (await settings.read()).decoySeed,
        strength: 'strong',
        unlinkable: false,
        backend: 'auto',
        metadata: 'basics',
      },
    ]);
    expect(told.every(isEngineSettings)).toBe(true);
  });

  it('never lets an older reading overtake a newer one', async () => {
    const { transport, told } = host();
    const storage = mapStorage({ settings: { ...DEFAULT_SETTINGS, decoySeed: 1 } });
    let isFirst = true;
    const slowAtFirst = {
      ...storage,
      get: async (key: string) => {
        const found = await storage.get(key);
        if (isFirst) {
          isFirst = false;
          await settings.change({ strength: 'balanced' });
        }
        return found;
      },
    };
    const settings = new SettingsStore(storage);
    const hostSettings = new HostSettings(transport, new SettingsStore(slowAtFirst));
    await Promise.all([hostSettings.send(), hostSettings.send()]);
    expect(told.map(({ strength }) => strength)).toEqual(['strong', 'balanced']);
  });

  it('does not mind that there is no host, where that is said', async () => {
    const nobody = arrayTransport(STAMPS.background);
    const hostSettings = new HostSettings(nobody, new SettingsStore(mapStorage()));
    await expect(hostSettings.sendIfThere()).resolves.toBeUndefined();
    await expect(hostSettings.send()).rejects.toMatchObject({ code: 'no-receiver' });
  });
});

const ENGINE_SETTINGS: EngineSettings = {
  mode: 'targeted',
  target: 'fixed-decoy',
  decoySeed: 0xffffffff,
  strength: 'strong',
  unlinkable: true,
  backend: 'auto',
  metadata: 'none',
};

describe('the guards of settings', () => {
  it('know what the host may be told', () => {
    expect(isEngineSettings(ENGINE_SETTINGS)).toBe(true);
  });

  it.each([
    null,
    {},
    { ...ENGINE_SETTINGS, backend: 'webgpu' },
    { ...ENGINE_SETTINGS, mode: 'away' },
    { ...ENGINE_SETTINGS, target: 'somebody' },
    { ...ENGINE_SETTINGS, decoySeed: 2 ** 32 },
    { ...ENGINE_SETTINGS, decoySeed: undefined },
    { ...ENGINE_SETTINGS, unlinkable: 'yes' },
    { ...ENGINE_SETTINGS, unlinkable: undefined },
    { ...ENGINE_SETTINGS, sites: {} },
  ])('take %j for nothing that the host may be told', (value) => {
    expect(isEngineSettings(value)).toBe(false);
  });

  it('take no key of the prototype for a setting', () => {
    expect(isSettingsChange({ constructor: true })).toBe(false);
  });

  it('let a page choose the target, but not the decoy itself', () => {
    expect(isSettingsChange({ mode: 'targeted', target: 'photo' })).toBe(true);
    expect(isSettingsChange({ target: 'somebody' })).toBe(false);
    expect(isSettingsChange({ decoySeed: 7 })).toBe(false);
  });
});
